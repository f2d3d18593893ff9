import { execFile, spawn } from 'node:child_process';
import { access, chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { startProcess, type TemperProcess } from '../../support/process.js';
import { until } from '../../support/until.js';

const AS_ROOT = process.getuid?.() === 0;
const LISTENS = /listens on (\S+)\n/;
const KEY = `tk_seed_${'5eed'.repeat(10)}`;

// Each makes or recovers a database on disk, which a busy machine takes its time for.
jest.setTimeout(120_000);

/** The service with the database it brings along, as `npm start` runs it. */
describe('a process on the embedded PostgreSQL', () => {
  let seed: string;
  let parent: string;
  let home: string;
  const started: TemperProcess[] = [];

  /** A data folder that has been booted once, for the tests that are not about that. */
  beforeAll(async () => {
    seed = await mkdtemp(join(tmpdir(), 'temper-seed-'));
    const first = startProcess({ TEMPER_HOME: seed, TEMPER_PORT: '0', TEMPER_BOOTSTRAP_KEY: KEY });
    await first.waitFor(LISTENS);
    first.child.kill('SIGTERM');
    await first.ended;
  });
  afterAll(() => rm(seed, { recursive: true, force: true }));

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'temper-boot-'));
    home = join(parent, 'home');
    await chmod(parent, 0o755);
  });
  afterEach(async () => {
    for (const temper of started.splice(0)) temper.child.kill('SIGTERM');
    await until(async () => ((await postmasterPid()) ? null : true));
    const elsewhere = await readFile(join(home, 'postgres-folder'), 'utf8').catch(() => null);
    for (const folder of [parent, elsewhere?.trim()]) if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** Copies the folder with its owners. */
  const bootedBefore = () => promisify(execFile)('cp', ['-a', seed, home]);

  function start(env: Record<string, string> = {}): TemperProcess {
    const temper = startProcess({ TEMPER_HOME: home, TEMPER_PORT: '0', ...env });
    started.push(temper);
    return temper;
  }

  async function databaseFolder(): Promise<string> {
    const elsewhere = await readFile(join(home, 'postgres-folder'), 'utf8').catch(() => null);
    return elsewhere?.trim() ?? join(home, 'postgres');
  }

  async function postmasterPid(): Promise<number | null> {
    const text = await readFile(join(await databaseFolder(), 'data/postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number.parseInt(text, 10);
    return pid && isAlive(pid) ? pid : null;
  }

  const address = async (temper: TemperProcess) => LISTENS.exec(await temper.waitFor(LISTENS))![1]!;
  const adminKey = (temper: TemperProcess) => /admin key +(\S+)/.exec(temper.stdout())?.[1];
  const status = async (url: string, key?: string) =>
    (await fetch(`${url}/v1/system`, { headers: { authorization: `Bearer ${key}` } })).status;

  it('shows the admin key on its first boot alone, and keeps it; SIGTERM ends it and its database', async () => {
    const first = start();
    const url = await address(first);
    const key = adminKey(first);
    expect(first.stdout()).toContain(`${url}/docs`);
    expect(await status(url, key)).toBe(200);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(await postmasterPid()).toBeNull();

    const second = start();
    expect(await status(await address(second), key)).toBe(200);
    expect(adminKey(second)).toBeUndefined();
  });

  it('takes over the database of one that was killed', async () => {
    await bootedBefore();
    const first = start();
    await address(first);
    const before = await postmasterPid();
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await postmasterPid()).toBe(before);

    const second = start();
    expect(await status(await address(second), KEY)).toBe(200);
    expect(await postmasterPid()).toBe(before);
  });

  it('starts a database that was killed with it, though its pid now names another program', async () => {
    await bootedBefore();
    const first = start();
    await address(first);
    const pid = (await postmasterPid())!;
    first.child.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await first.ended;
    const pidFile = join(await databaseFolder(), 'data/postmaster.pid');
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      const text = await readFile(pidFile, 'utf8');
      await writeFile(pidFile, text.replace(/^\d+/, String(other.pid)));
      const second = start();
      expect(await status(await address(second), KEY)).toBe(200);
    } finally {
      other.kill();
    }
  });

  it('brings its database back when that dies alone', async () => {
    await bootedBefore();
    const temper = start();
    const url = await address(temper);
    const pid = (await postmasterPid())!;
    process.kill(pid, 'SIGKILL');
    await until(async () => {
      const now = await postmasterPid();
      return now !== pid ? now : null;
    });
    await until(async () => ((await status(url, KEY)) === 200 ? true : null));
  });

  it('refuses to share its data folder, and names who has it', async () => {
    await bootedBefore();
    const first = start();
    await address(first);
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toContain(`${home} is in use by another Temper process (pid ${first.pid})`);
    expect(await status(LISTENS.exec(first.stdout())![1]!, KEY)).toBe(200);
  });

  it('keeps the password where nobody else can read it', async () => {
    await bootedBefore();
    const temper = start();
    await address(temper);
    expect((await stat(join(home, 'postgres-password'))).mode & 0o777).toBe(0o600);
    const password = await readFile(join(home, 'postgres-password'), 'utf8');
    expect(temper.stdout() + temper.stderr()).not.toContain(password);
  });

  it('stops on a bad environment, naming the variable', async () => {
    const temper = start({ TEMPER_PORT: 'eighty', TEMPER_STORAGE: 's3://bucket' });
    expect(await temper.ended).toBe(1);
    expect(temper.stderr()).toContain('TEMPER_PORT: expected a whole number from 0 to 65535');
    expect(temper.stderr()).toContain('TEMPER_STORAGE: S3 object stores are not supported yet');
    await expect(access(home)).rejects.toThrow();
  });

  it('stops on a folder that cannot be used, before it starts a database', async () => {
    const temper = start({ TEMPER_STORAGE: 'file:/etc/passwd', TEMPER_IMPORT_DIR: join(parent, 'nowhere') });
    expect(await temper.ended).toBe(1);
    expect(temper.stderr()).toContain('TEMPER_STORAGE: expected a folder that this account can write');
    expect(temper.stderr()).toContain('TEMPER_IMPORT_DIR: expected a folder that this account can read');
    await expect(access(join(home, 'postgres'))).rejects.toThrow();
  });

  it('stops when its port is taken, with its database, and leaves the admin key to the next boot', async () => {
    const first = start();
    const { port } = new URL(await address(first));
    const other = join(parent, 'other');
    const second = start({ TEMPER_PORT: port, TEMPER_HOME: other });
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toMatch(/TEMPER_HOST, TEMPER_PORT: expected an address .* EADDRINUSE/);
    expect(second.stderr().split('\n').length).toBeLessThan(10);
    await expect(access(join(other, 'postgres/data/postmaster.pid'))).rejects.toThrow();

    const third = start({ TEMPER_HOME: other });
    expect(await status(await address(third), adminKey(third))).toBe(200);
    third.child.kill('SIGTERM');
    await third.ended;
  });

  const rootIt = AS_ROOT ? it : it.skip;
  rootIt('started by root under a folder closed to others, puts the database elsewhere and says where', async () => {
    await chmod(parent, 0o700);
    const temper = start();
    const url = await address(temper);
    const folder = await databaseFolder();
    expect(dirname(folder)).toBe('/var/lib/temper');
    expect(temper.stdout()).toContain(`embedded PostgreSQL in ${folder}`);
    expect(temper.stdout()).toContain(`${parent} is closed`);
    expect((await stat(parent)).mode & 0o777).toBe(0o700);
    const key = adminKey(temper);
    expect(await status(url, key)).toBe(200);
    temper.child.kill('SIGTERM');
    await temper.ended;
    const second = start();
    expect(await status(await address(second), key)).toBe(200);
    expect(await databaseFolder()).toBe(folder);
  });

  rootIt('started by root opens its own data folder to pass through, and no more', async () => {
    await mkdir(home, { mode: 0o700 });
    await address(start());
    expect((await stat(home)).mode & 0o777).toBe(0o711);
    expect((await stat(join(home, 'postgres'))).uid).not.toBe(0);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
