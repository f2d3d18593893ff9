import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

it('loading an engine leaves no telemetry behind', async () => {
  const home = await mkdtemp(join(tmpdir(), 'temper-home-'));
  const { ORT_DISABLE_TELEMETRY: _, ...env } = process.env;
  const program = `
    const { OnnxEngine } = await import('./dist/ml/engine/onnx/onnx-engine.js');
    const program = { dimensions: [], inputs: { x: { shape: [1], dtype: 'float32' } }, weights: [] };
    const runner = await new OnnxEngine({ threads: 1 }).function({ ...program, run: (_, { x }) => ({ y: x.exp() }) }, {});
    await runner.run({ x: { data: Float32Array.of(0), shape: [1] } });
    console.log(process.env.ORT_DISABLE_TELEMETRY);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...env, HOME: home, TMPDIR: home, XDG_CACHE_HOME: home },
  });
  expect(stdout.trim()).toBe('1');
  expect(await readdir(home)).toEqual([]);
  await rm(home, { recursive: true });
});
