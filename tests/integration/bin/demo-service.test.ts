import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ignoredVariables, logTail, Service } from '../../../src/bin/demo/service.js';

const { PATH } = process.env;

describe("the demo's service", () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'temper-demo-'));
  });

  afterEach(async () => {
    await rm(home, { recursive: true, force: true });
  });

  it('says why it did not start', async () => {
    const service = await Service.start(home, { PATH, TEMPER_THREADS: 'many' });
    await expect(service.listening()).rejects.toThrow('The service did not start.');
    expect(await logTail(home)).toContain('TEMPER_THREADS: expected a whole number');
    await service.stop();
  });

  it('has the same key every time, in a file for its owner alone, and adds to the log', async () => {
    const keys: string[] = [];
    for (let i = 0; i < 2; i++) {
      const service = await Service.start(home, { PATH, TEMPER_THREADS: 'many' });
      await expect(service.listening()).rejects.toThrow();
      keys.push(service.key);
    }
    expect(keys[0]).toMatch(/^tk_demo_[0-9a-f]{48}$/);
    expect(keys[1]).toBe(keys[0]);
    expect((await stat(join(home, 'demo-key'))).mode & 0o777).toBe(0o600);
    const log = await readFile(join(home, 'demo-service.log'), 'utf8');
    expect(log.match(/Temper did not start/g)).toHaveLength(2);
  });

  it('leaves requests that were answered as usual out of the end of its log', async () => {
    const request = (level: number) => `{"level":${level},"reqId":"req_1","msg":"request completed"}`;
    await writeFile(join(home, 'demo-service.log'), `${request(30)}\n{"level":50,"msg":"broken"}\n${request(40)}\n`);
    expect(await logTail(home)).toBe(`{"level":50,"msg":"broken"}\n${request(40)}`);
  });

  it('is not handed a database or an object store of somebody else', () => {
    const env = { DATABASE_URL: 'postgres://host/db', TEMPER_STORAGE: 'file:/data', TEMPER_THREADS: '2' };
    expect(ignoredVariables(env)).toEqual(['DATABASE_URL', 'TEMPER_STORAGE']);
  });
});
