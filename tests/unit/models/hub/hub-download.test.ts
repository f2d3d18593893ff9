import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubClient } from '../../../../src/models/hub/hub-client.js';
import { HubDownload } from '../../../../src/models/hub/hub-download.js';
import type { HubFile } from '../../../../src/models/hub/hub-file.js';
import { answers, dropAfter, replaces, sends, silentAfter } from '../../../support/hub-faults.js';
import { send, startHub, type TestHub } from '../../../support/hub-server.js';

const BLOB = /^cdn \/blobs/;
const CONFIG = '{"a": 1}';
const { signal } = new AbortController();
/** Three megabytes: what arrives in one piece over loopback is less. */
const weights = Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 7919) >> 3));

let hub: TestHub;
let folder: string;
let news: string[];
let files: HubFile[];
let start: (silenceMs: number) => HubDownload;
beforeAll(async () => {
  hub = await startHub();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-'));
  hub.reset();
  news = [];
  const repo = 'acme/model';
  const commit = hub.add(repo, { 'config.json': CONFIG, 'model.safetensors': weights, 'empty.txt': '' });
  const client = (silenceMs: number) =>
    new HubClient({ endpoint: hub.url, token: null, silenceMs, retryDelaysMs: [1, 1] });
  files = await client(5_000).list(repo, commit, signal);
  start = (silenceMs) =>
    new HubDownload(
      client(silenceMs),
      { repo, commit, folder },
      {
        progress: () => {},
        resumed: (path, bytes) => news.push(`${path} from ${bytes}`),
        interrupted: (path) => news.push(`${path} broke off`),
      },
    );
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(() => hub.stop());

const fetch = (path: string, silenceMs = 5_000) =>
  start(silenceMs).fetch(files.find((file) => file.path === path)!, signal);
const onDisk = (path: string) => readFile(join(folder, path));
const expectWhole = async () => {
  expect((await onDisk('model.safetensors')).equals(weights)).toBe(true);
  expect(await readdir(folder)).toEqual(['model.safetensors']);
};

describe('a download', () => {
  it('brings files from the Hub and from where it redirects to, unchanged', async () => {
    for (const { path } of files) await fetch(path);
    expect(String(await onDisk('config.json'))).toBe(CONFIG);
    expect((await onDisk('model.safetensors')).equals(weights)).toBe(true);
    expect(await onDisk('empty.txt')).toHaveLength(0);
    expect((await readdir(folder)).sort()).toEqual(['config.json', 'empty.txt', 'model.safetensors']);
  });

  it('does not bring again what is there and right', async () => {
    await fetch('model.safetensors');
    hub.reset();
    await fetch('model.safetensors');
    expect(hub.requests).toEqual([]);
  });

  it('brings again what is there and has been changed', async () => {
    await writeFile(join(folder, 'model.safetensors'), Buffer.alloc(weights.length));
    await fetch('model.safetensors');
    await expectWhole();
  });
});

describe('a download that breaks off', () => {
  it.each([
    ['a connection that is cut', dropAfter(1_000_000)],
    ['a body that ends early, as if that were all', sends((body) => body.subarray(0, 1_000_000))],
    ['a server that falls silent', silentAfter(1_000_000)],
  ])('goes on where it was: %s', async (_, fault) => {
    hub.fault(BLOB, fault);
    await fetch('model.safetensors', 500);
    await expectWhole();
    expect(hub.fileRequests('model.safetensors')).toEqual(['all', expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect(news).toEqual(['model.safetensors broke off', expect.stringMatching(/^model\.safetensors from [1-9]/)]);
  });

  it('goes on from what an earlier attempt has left', async () => {
    await writeFile(join(folder, 'model.safetensors.partial'), weights.subarray(0, 1_234_567));
    await fetch('model.safetensors');
    await expectWhole();
    expect(hub.fileRequests('model.safetensors')).toEqual(['bytes=1234567-']);
  });

  it('is only checked when an earlier attempt ended right before that', async () => {
    await writeFile(join(folder, 'model.safetensors.partial'), weights);
    await fetch('model.safetensors');
    await expectWhole();
    expect(hub.fileRequests('model.safetensors')).toEqual([]);
  });

  it.each([
    ['is wrong', Buffer.alloc(2_000_000)],
    ['is longer than the file', Buffer.alloc(4_000_000)],
  ])('starts over when what an earlier attempt has left %s', async (_, left) => {
    await writeFile(join(folder, 'model.safetensors.partial'), left);
    await fetch('model.safetensors');
    await expectWhole();
  });

  it('takes all of it from a server that does not know ranges', async () => {
    await writeFile(join(folder, 'model.safetensors.partial'), weights.subarray(0, 1_000_000));
    hub.fault(BLOB, (_reply, _request, response) => send({ status: 200, body: weights }, response));
    await fetch('model.safetensors');
    await expectWhole();
  });

  it('asks for another link when the one to the file has run out', async () => {
    hub.fault(BLOB, answers(403));
    await fetch('model.safetensors');
    await expectWhole();
    expect(hub.fileRequests('model.safetensors')).toEqual(['all', 'all']);
  });

  it('ends when it brings nothing more, and keeps what is there', async () => {
    hub.fault(BLOB, dropAfter(1_000));
    hub.fault(BLOB, answers(503), { always: true });
    await expect(fetch('model.safetensors')).rejects.toMatchObject({ code: 'hub-unavailable' });
    expect((await onDisk('model.safetensors.partial')).equals(weights.subarray(0, 1_000))).toBe(true);
  });

  it('may break off more often than that while it gets ahead', async () => {
    for (const fault of [dropAfter(1_200_000), answers(503), dropAfter(1_200_000), answers(503)])
      hub.fault(BLOB, fault);
    await fetch('model.safetensors');
    await expectWhole();
    expect(news.filter((line) => line.endsWith('broke off'))).toHaveLength(4);
  });

  it('ends with the signal', async () => {
    const asked = new Promise<void>((seen) => hub.fault(BLOB, () => seen()));
    const abort = new AbortController();
    const fetched = start(5_000).fetch(files.find(({ path }) => path === 'model.safetensors')!, abort.signal);
    await asked;
    abort.abort();
    await expect(fetched).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a download is refused', () => {
  const flipped = (body: Buffer) => {
    const changed = Buffer.from(body);
    changed[17]! ^= 1;
    return changed;
  };
  const always = { always: true };

  it('when its hash is wrong, twice, and nothing of it stays', async () => {
    hub.fault(BLOB, replaces(flipped), always);
    await expect(fetch('model.safetensors')).rejects.toMatchObject({
      code: 'hub-file-mismatch',
      detail: expect.stringMatching(
        /model\.safetensors should have the sha256 hash [0-9a-f]{64}, and has [0-9a-f]{64}/,
      ),
    });
    expect(hub.fileRequests('model.safetensors')).toEqual(['all', 'all']);
    expect(await readdir(folder)).toEqual([]);
  });

  it('when a small file is not the one that git knows', async () => {
    hub.fault(
      /cache\/.*config\.json/,
      replaces(() => Buffer.from('{"a": 2}')),
      always,
    );
    await expect(fetch('config.json')).rejects.toMatchObject({
      code: 'hub-file-mismatch',
      detail: expect.stringMatching(/the git-blob hash/),
    });
  });

  it('but not when the second try is right', async () => {
    hub.fault(BLOB, replaces(flipped));
    await fetch('model.safetensors');
    await expectWhole();
  });

  it.each([
    [
      'it announces more than the listing says',
      replaces((body: Buffer) => Buffer.concat([body, body])),
      /has 6000000\./,
    ],
    [
      'it announces fewer',
      replaces((body: Buffer) => body.subarray(1)),
      /should have 3000000 bytes .*, and has 2999999\./,
    ],
    ['more comes than was announced', sends((body: Buffer) => Buffer.concat([body, Buffer.from('x')])), /has more\./],
  ])('when %s', async (_, fault, message) => {
    hub.fault(BLOB, fault, always);
    await expect(fetch('model.safetensors')).rejects.toMatchObject({
      code: 'hub-file-mismatch',
      detail: expect.stringMatching(message),
    });
  });
});
