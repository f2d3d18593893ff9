import { EagerEngine } from '../../../src/ml/engine/eager/eager-engine.js';
import { ParameterStore } from '../../../src/ml/engine/parameter-store.js';
import { embedding } from '../../../src/ml/program/operators/rows.js';
import type { GradientProgram } from '../../../src/ml/program/trace.js';
import { engine, floats, ints, relativeError } from '../support/eager-and-compiled.js';
import { ENGINES } from '../support/parity.js';

const ROWS = 64;
const WIDTH = 32;
const LOOKUPS = 8192;

const table: GradientProgram = {
  dimensions: ['n'],
  inputs: { ids: { shape: ['n'], dtype: 'int32' }, c: { shape: ['n', WIDTH], dtype: 'float32' } },
  trainable: [{ name: 't', shape: [ROWS, WIDTH] }],
  frozen: [],
  loss: ({ t }, { ids, c }) => embedding(t!, ids!).mul(c!).sum(),
};

const dropped: GradientProgram = {
  dimensions: ['n'],
  inputs: { x: { shape: ['n', 64], dtype: 'float32' } },
  trainable: [{ name: 'w', shape: [64] }],
  frozen: [],
  loss: ({ w }, { x }, dropout) => dropout(x!.mul(w!), 0.25).sum(),
};

function storeFor(program: GradientProgram) {
  const store = new ParameterStore(program.trainable, { scratchFloats: LOOKUPS * (WIDTH + 2) + 1024 });
  for (const { name } of program.trainable) store.view('parameter', name).fill(1);
  return store;
}

describe('the gradient of an embedding table', () => {
  it('is bit-equal over 50 runs on two threads with rows that repeat', async () => {
    const store = storeFor(table);
    const runner = await engine.gradients(table, store, {});
    const feeds = { ids: ints([LOOKUPS], ROWS, 1), c: floats([LOOKUPS, WIDTH], 2) };
    const results = new Set<string>();
    for (let run = 0; run < 50; run++) {
      await runner.run(feeds, { seed: 1, step: run });
      results.add(
        Buffer.from(Uint8Array.from(new Uint8Array(store.view('gradient', 't').slice().buffer))).toString('base64'),
      );
    }
    await runner.dispose();
    expect(results.size).toBe(1);
    // On a machine that is busy, two threads wait for each other at every node.
  }, 120_000);

  it('holds only the rows of the batch it is of', async () => {
    const store = storeFor(table);
    const runner = await engine.gradients(table, store, {});
    const once = (row: number) => ({
      ids: { data: Int32Array.of(row), shape: [1] },
      c: { data: new Float32Array(WIDTH).fill(1), shape: [1, WIDTH] },
    });
    await runner.run(once(3), { seed: 1, step: 0 });
    await runner.run(once(5), { seed: 1, step: 1 });
    await runner.dispose();
    const touched = Array.from({ length: ROWS }, (_, row) => row).filter((row) =>
      store
        .view('gradient', 't')
        .subarray(row * WIDTH, (row + 1) * WIDTH)
        .some((g) => g !== 0),
    );
    expect(touched).toEqual([5]);
  });
});

describe('dropout', () => {
  const feeds = { x: { data: new Float32Array(100 * 64).fill(1), shape: [100, 64] } };

  async function gradients(keys: { seed: number; step: number }[], on = engine) {
    const store = storeFor(dropped);
    const runner = await on.gradients(dropped, store, {});
    const found: number[][] = [];
    for (const key of keys) {
      await runner.run(feeds, key);
      found.push([...store.view('gradient', 'w')]);
    }
    await runner.dispose();
    return found;
  }

  it('differs between steps and seeds, and repeats for the same', async () => {
    const [a, b, c, again] = await gradients([
      { seed: 1, step: 1 },
      { seed: 1, step: 2 },
      { seed: 2, step: 1 },
      { seed: 1, step: 1 },
    ]);
    expect(again).toEqual(a);
    expect(b).not.toEqual(a);
    expect(c).not.toEqual(a);
    expect(c).not.toEqual(b);
  });

  it('drops the share it is told and scales the rest', async () => {
    const [gradient] = await gradients([{ seed: 7, step: 7 }]);
    const kept = gradient!.reduce((sum, g) => sum + g, 0) * 0.75;
    // 6,400 draws: four standard deviations are 0.0217 of them.
    expect(kept / 6400).toBeGreaterThan(0.75 - 0.0217);
    expect(kept / 6400).toBeLessThan(0.75 + 0.0217);
  });

  it('is the same on the eager engine', async () => {
    const key = [{ seed: 3, step: 9 }];
    const [eager] = await gradients(key, new EagerEngine('cpu', 'cpu'));
    const [compiled] = await gradients(key);
    expect(relativeError(compiled!, eager!)).toBeLessThan(1e-6);
  });
});

describe.each(ENGINES)('a batch that does not fit the program (%s)', (_, engine) => {
  it('is refused with the shape that was expected', async () => {
    const store = storeFor(table);
    const runner = await engine.gradients(table, store, {});
    const wrong = { ids: ints([3], ROWS, 1), c: floats([4, WIDTH], 2) };
    await expect(runner.run(wrong, { seed: 1, step: 0 })).rejects.toThrow('"c" should have the shape [n, 32]');
    await expect(runner.run({ ids: wrong.ids }, { seed: 1, step: 0 })).rejects.toThrow('lacks "c"');
    await runner.dispose();
  });
});
