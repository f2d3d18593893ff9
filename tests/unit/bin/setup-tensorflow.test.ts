import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

function run(args: string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/bin/setup-tensorflow.js', ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('setup:tensorflow', () => {
  it('says how it is used', () => {
    expect(run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('--install cpu|cuda') });
    expect(run(['--faster'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("Unknown option '--faster'"),
    });
  });

  onLinux('says what it lacks, before it fetches or writes anything', () => {
    expect(run(['--install', 'cpu'], { CXX: 'no-such-compiler' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('"no-such-compiler" does not start'),
    });
    expect(run(['--tensorflow', tmpdir()], { CXX: process.execPath })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('lacks libtensorflow_cc.so.2'),
    });
  });
});
