import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startApp, type TestApp } from '../support/app.js';
import { datasetsOf, mailCsv } from '../support/datasets.js';

describe('data sets', () => {
  let app: TestApp;
  let datasets: ReturnType<typeof datasetsOf>;
  beforeAll(async () => {
    app = await startApp();
    datasets = datasetsOf(app);
  });
  afterAll(() => app.stop());

  const objects = async () => {
    const paths = await readdir(join(app.home, 'objects'), { recursive: true, withFileTypes: true }).catch(() => []);
    return paths.filter((entry) => entry.isFile() && entry.parentPath.includes('datasets')).length;
  };

  it('are made, listed, changed and deleted', async () => {
    const body = { name: 'mail', task: 'text-classification' as const, description: 'from the archive' };
    const { data: made, response } = await app.client.POST('/v1/datasets', { body });
    expect(response.status).toBe(201);
    expect(made).toMatchObject({ id: expect.stringMatching(/^ds_/), ...body, latestVersion: null });
    const path = { id: made!.id };
    const patched = await app.client.PATCH('/v1/datasets/{id}', { params: { path }, body: { description: null } });
    expect(patched.data).toMatchObject({ name: 'mail', description: null });
    const listed = await app.client.GET('/v1/datasets', { params: { query: { limit: 1 } } });
    expect(listed.data!.data[0]).toMatchObject({ id: made!.id });
    expect((await app.client.DELETE('/v1/datasets/{id}', { params: { path } })).response.status).toBe(204);
    const gone = await app.client.GET('/v1/datasets/{id}', { params: { path } });
    expect(gone.error).toMatchObject({ status: 404, code: 'dataset-not-found' });
  });

  it('take a file, split it, and give its rows back', async () => {
    const id = await datasets.create();
    const version = await datasets.make(id, mailCsv(100), { options: { split: { groupBy: 'sender' } } });
    expect(version).toMatchObject({
      dataset: id,
      version: 1,
      status: 'ready',
      error: null,
      parent: null,
      labels: ['ham', 'spam'],
      counts: { train: 160, validation: 20, test: 20 },
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      recipe: { source: { type: 'file', format: 'csv', columns: { text: 'text', label: 'label', group: 'sender' } } },
    });

    const path = { id, version: 1 };
    const { data: report } = await app.client.GET('/v1/datasets/{id}/versions/{version}/report', { params: { path } });
    expect(report).toMatchObject({ rows: { read: 200, kept: 200 }, labels: { spam: { test: 10 } } });

    const seen: string[] = [];
    let after: string | undefined;
    do {
      const query = { limit: 70, ...(after ? { after } : {}) };
      const { data: page } = await app.client.GET('/v1/datasets/{id}/versions/{version}/examples', {
        params: { path, query },
      });
      seen.push(...page!.data.map((example) => example.id));
      after = page!.nextCursor ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(200);
    const { data: rest } = await app.client.GET('/v1/datasets/{id}/versions/{version}/examples', {
      params: { path, query: { split: 'test', after: seen.at(-2)! } },
    });
    expect(rest!.data).toEqual([expect.objectContaining({ id: seen.at(-1), split: 'test' })]);
    expect(rest!.hasMore).toBe(false);
  });

  it('give content that can be uploaded again, in both formats, to the same rows', async () => {
    const id = await datasets.create();
    await datasets.make(id, gzipSync(mailCsv(20)), { name: 'mail.csv.gz' });
    const content = async (query: string) => (await app.fetch(`/v1/datasets/${id}/versions/1/content?${query}`)).text();
    const whole = await content('');
    expect(whole.trim().split('\n')).toHaveLength(40);
    for (const [name, query] of [
      ['again.jsonl', 'format=jsonl'],
      ['again.csv', 'format=csv'],
    ] as const) {
      const again = await datasets.make(id, await content(query), { name });
      expect(again.counts).toEqual({ train: 32, validation: 4, test: 4 });
      expect(await (await app.fetch(`/v1/datasets/${id}/versions/${again.version}/content`)).text()).toBe(whole);
    }
    const test = await app.fetch(`/v1/datasets/${id}/versions/1/content?split=test`, {
      headers: { range: 'bytes=0-3' },
    });
    expect([test.status, await test.text()]).toEqual([206, '{"id']);
  });

  it('make the same digest from the same file and options', async () => {
    const [one, two] = [await datasets.create(), await datasets.create()];
    const first = await datasets.make(one, mailCsv(20));
    expect((await datasets.make(two, mailCsv(20))).digest).toBe(first.digest);
    expect((await datasets.make(two, mailCsv(20), { options: { split: { seed: 2 } } })).digest).not.toBe(first.digest);
  });

  it('take examples in the request, and extend a version with its test split frozen', async () => {
    const id = await datasets.create();
    await datasets.make(id, mailCsv(20));
    const body = { examples: [{ text: 'brand new', label: 'spam' }], options: { extend: {} } };
    const { data, response } = await app.client.POST('/v1/datasets/{id}/versions', { params: { path: { id } }, body });
    expect(response.status).toBe(202);
    expect(data).toMatchObject({ version: 2, status: 'processing', parent: 1 });
    const second = await datasets.settled(id, 2);
    expect(second).toMatchObject({ status: 'ready', counts: { train: 33, validation: 4, test: 4 } });
    const test = async (n: number) => (await app.fetch(`/v1/datasets/${id}/versions/${n}/content?split=test`)).text();
    expect(await test(2)).toBe(await test(1));
    const { data: dataset } = await app.client.GET('/v1/datasets/{id}', { params: { path: { id } } });
    expect(dataset!.latestVersion).toBe(2);
  });

  it('fail a version, saying why, where its rows are at fault', async () => {
    const id = await datasets.create();
    const cases: [string | Uint8Array<ArrayBuffer>, string, RegExp, unknown?][] = [
      ['text,label\na,x\n"b,y\n', 'malformed-csv', /line 3 opens a quote that is never closed/],
      ['text,label\na,x\nb\n', 'bad-rows', /^Line 3 has 1 fields/],
      [new Uint8Array(Buffer.from('text,label\ncaf\xe9,x\n', 'latin1')), 'wrong-encoding', /byte 4 of line 2/],
      ['text,label\na,x\nb,x\nc,x\n', 'one-class', /only "x"/],
      ['text,label\na,x\nb,y\n', 'empty-split', /validation was to have 0.1/],
      ['text,label,split\na,x,train\nb,y,train\nc,z,test\n', 'label-not-in-train', /"z" is only in test/],
      [`text,label\n${'x'.repeat(10_000_000)},y\n`, 'row-too-long', /line 2 is longer than/],
      [`text,label\n${'x'.repeat(2_000_000)},y\n`, 'bad-rows', /Line 2 text has 2000000 characters/],
    ];
    for (const [file, code, message, options] of cases) {
      const version = await datasets.make(id, file, { options });
      expect(version).toMatchObject({ status: 'failed', error: { code, message: expect.stringMatching(message) } });
      expect(version.counts).toBeNull();
    }
    const jsonl = await datasets.make(id, '{"text":"a","label":"x"}\n{"text"\n', { name: 'rows.jsonl' });
    expect(jsonl.error).toMatchObject({ code: 'bad-rows', message: expect.stringMatching(/^Line 2 is not JSON/) });
    const { error } = await app.client.GET('/v1/datasets/{id}/versions/{version}/report', {
      params: { path: { id, version: 1 } },
    });
    expect(error).toMatchObject({ status: 409, code: 'dataset-version-failed' });
  });

  it('refuse a request at once where that can be seen, and keep nothing of it', async () => {
    const id = await datasets.create();
    const before = await objects();
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const csv = mailCsv(5);
    const uploads = [
      [await datasets.upload(id, png), 415, 'not-text'],
      [await datasets.upload(id, csv, { options: '{' }), 400, 'malformed-field'],
      [await datasets.upload(id, csv, { options: { sample: 1 } }), 422, 'invalid-request'],
      [await datasets.upload(id, csv, { options: { cleaning: { emoji: true } } }), 422, 'invalid-request'],
      [await datasets.upload(id, csv, { options: { anonymize: { email: 'mask' } } }), 422, 'invalid-request'],
      [await datasets.upload(id, csv, { options: { format: 'xlsx' } }), 422, 'invalid-request'],
      [await datasets.upload(id, csv, { options: { split: { train: 2 } } }), 422, 'invalid-request'],
      [
        await datasets.upload(id, csv, { options: { split: { train: 0.5, test: 0.1, validation: 0.1 } } }),
        422,
        'invalid-options',
      ],
      [await datasets.upload(id, csv, { options: { extend: {} } }), 409, 'no-ready-version'],
      [await datasets.upload(id, csv, { options: { extend: { version: 7 } } }), 404, 'dataset-version-not-found'],
      [await datasets.upload('ds_none', csv), 404, 'dataset-not-found'],
    ] as const;
    for (const [{ status, body }, expected, code] of uploads) {
      expect([status, body.code]).toEqual([expected, code]);
    }
    expect(uploads[3][0].body).toMatchObject({
      errors: [{ path: 'options.cleaning.emoji', message: expect.stringMatching(/There is no cleaning step/) }],
    });

    const post = async (body: unknown, headers = {}) => {
      const response = await app.fetch(`/v1/datasets/${id}/versions`, { method: 'POST', body, headers });
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await post('a,b', { 'content-type': 'text/csv' })).toEqual([415, 'unsupported-media-type']);
    expect(await post('--x', { 'content-type': 'multipart/form-data; boundary=y' })).toEqual([
      400,
      'malformed-multipart',
    ]);
    expect(await post('nonsense', { 'content-type': 'application/json' })).toEqual([400, 'malformed-body']);
    expect(await post(undefined)).toEqual([422, 'invalid-request']);
    expect(await post({ examples: [{ text: 'x'.repeat(5_000_000), label: 'a' }] })).toEqual([413, 'body-too-large']);
    expect(await post({ examples: [] })).toEqual([422, 'invalid-request']);
    expect(await post({ examples: [{ text: 'a', lable: 'b' }] })).toEqual([422, 'invalid-request']);
    expect(await post({ source: { type: 'rumours', deployment: 'd' } })).toEqual([422, 'invalid-request']);
    const { data } = await app.client.GET('/v1/datasets/{id}/versions', { params: { path: { id } } });
    expect(data!.data).toEqual([]);
    expect(await objects()).toBe(before);
  });

  it('refuse unknown tasks, unknown fields and unknown versions', async () => {
    const other = await app.client.POST('/v1/datasets', { body: { name: 'x', task: 'translation' as never } });
    expect(other.error).toMatchObject({ status: 422, errors: [{ path: 'task' }] });
    const unknown = await app.client.POST('/v1/datasets', { body: { name: 'x', task: 'text', size: 1 } as never });
    expect(unknown.error).toMatchObject({ status: 422, errors: [{ path: 'size' }] });
    const id = await datasets.create();
    for (const version of [1, 'x' as never]) {
      const { error } = await app.client.GET('/v1/datasets/{id}/versions/{version}', {
        params: { path: { id, version } },
      });
      expect(error!.status).toBe(version === 1 ? 404 : 422);
    }
  });

  it('take their rows with them when they are deleted', async () => {
    const before = await objects();
    const id = await datasets.create();
    await datasets.make(id, mailCsv(20));
    expect(await objects()).toBe(before + 5);
    expect((await app.client.DELETE('/v1/datasets/{id}', { params: { path: { id } } })).response.status).toBe(204);
    expect(await objects()).toBe(before);
  });

  it('answer a repeated upload with the first answer', async () => {
    const id = await datasets.create();
    const send = (file: string) => {
      const form = new FormData();
      form.append('file', new Blob([file]), 'rows.csv');
      return app.fetch(`/v1/datasets/${id}/versions`, { body: form, headers: { 'idempotency-key': 'once' } });
    };
    const first = await send(mailCsv(10));
    const again = await send(mailCsv(10));
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(await again.json()).toEqual(await first.json());
    expect((await send(mailCsv(11))).status).toBe(422);
  });
});
