import { readFile } from 'node:fs/promises';
import wabt from 'wabt';
import { KERNELS } from '../../../src/ml/engine/wasm/kernels.wasm.js';

it('kernels.wasm.ts is what kernels.wat compiles to', async () => {
  const source = await readFile('src/ml/engine/wasm/kernels.wat', 'utf8');
  const { parseWat } = await wabt();
  const { buffer } = parseWat('kernels.wat', source, { simd: true }).toBinary({});
  expect(KERNELS).toBe(Buffer.from(buffer).toString('base64'));
});
