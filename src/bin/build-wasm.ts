/** Writes `src/ml/engine/wasm/kernels.wasm.ts` from `kernels.wat`. `--check` only says whether it is up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import wabt from 'wabt';

const SOURCE = 'src/ml/engine/wasm/kernels.wat';
const TARGET = 'src/ml/engine/wasm/kernels.wasm.ts';

const { parseWat } = await wabt();
const { buffer } = parseWat(SOURCE, await readFile(SOURCE, 'utf8'), { simd: true }).toBinary({});
const text = `/** Generated from kernels.wat by \`npm run build:wasm\`. */
export const KERNELS =
  '${Buffer.from(buffer).toString('base64')}';
`;

if (!process.argv.includes('--check')) {
  await writeFile(TARGET, text);
} else if (text !== (await readFile(TARGET, 'utf8'))) {
  console.error(`${TARGET} is not what ${SOURCE} compiles to; run \`npm run build:wasm\`.`);
  process.exitCode = 1;
}
