/** Runs a traced loss and its gradients, in place: ONNX Runtime reads and writes the store's own memory. */

import { inputSizes } from '../../program/input-sizes.js';
import type { GradientProgram, TracedGradients } from '../../program/trace.js';
import { dropoutKeys } from '../dropout-key.js';
import type { DropoutKey, Feeds, GradientRunner, WeightValues } from '../engine.js';
import { elementCount, type ParameterStore, type ScratchBlock } from '../parameter-store.js';
import { ort } from './runtime.js';
import { feedTensors, weightTensors } from './session-inputs.js';

export class OnnxGradientRunner implements GradientRunner {
  readonly #weights: Record<string, ort.Tensor>;
  readonly #denseGradients: Record<string, ort.Tensor> = {};
  readonly #tables: GradientTable[];

  constructor(
    private readonly session: ort.InferenceSession,
    private readonly program: GradientProgram,
    private readonly traced: TracedGradients,
    private readonly store: ParameterStore,
    frozen: WeightValues,
  ) {
    const values = { ...frozen };
    for (const { name } of program.trainable) values[name] = store.view('parameter', name);
    this.#weights = weightTensors([...program.trainable, ...program.frozen], values, session);
    for (const { name, shape } of program.trainable) {
      const { dense } = traced.gradients[name]!;
      if (dense) this.#denseGradients[dense] = new ort.Tensor('float32', store.view('gradient', name), shape);
    }
    this.#tables = program.trainable
      .filter(({ name }) => traced.gradients[name]!.rows.length)
      .map(({ name, shape }) => new GradientTable(name, shape[1]!, !traced.gradients[name]!.dense, store));
  }

  async run(feeds: Feeds, dropout: DropoutKey): Promise<number> {
    const { session, program, traced, store } = this;
    store.resetScratch();
    const sizes = inputSizes(program.inputs, feeds);
    const masks = this.#dropoutMasks(sizes, dropout);
    const rowBlocks: { table: GradientTable; indices: string; firstRow: number; rows: ScratchBlock }[] = [];
    const fetches: Record<string, ort.Tensor | null> = { [traced.loss]: null, ...this.#denseGradients };
    for (const table of this.#tables) {
      for (const { indices, firstRow, values, shape } of traced.gradients[table.name]!.rows) {
        const realShape = shape.map((size) => traced.dimensions.resolve(size, sizes));
        const rows = store.takeScratch(elementCount(realShape));
        rowBlocks.push({ table, indices, firstRow, rows });
        fetches[values] = new ort.Tensor('float32', rows.values, realShape);
      }
    }
    const results = await session.run({ ...this.#weights, ...feedTensors(feeds, session), ...masks }, fetches as never);
    for (const table of this.#tables) table.clear();
    for (const { table, indices, firstRow, rows } of rowBlocks) {
      table.add(
        Int32Array.from(feeds[indices]!.data, (index) => index + firstRow),
        rows,
      );
    }
    return (results[traced.loss]!.data as Float32Array)[0]!;
  }

  async dispose(): Promise<void> {
    await this.session.release();
  }

  #dropoutMasks(sizes: Record<string, number>, { seed, step }: DropoutKey): Record<string, ort.Tensor> {
    return Object.fromEntries(
      this.traced.dropout.map((site, i) => {
        const shape = site.shape.map((size) => this.traced.dimensions.resolve(size, sizes));
        const block = this.store.takeScratch(elementCount(shape));
        const { key, tweak } = dropoutKeys(seed, step, i);
        this.store.fillDropoutMask(block, site.rate, key, tweak);
        return [site.input, new ort.Tensor('float32', block.values, shape)];
      }),
    );
  }
}

/** The gradient of an embedding table: zeros but for the rows of the last batch. */
class GradientTable {
  #touched: Int32Array[] = [];

  constructor(
    readonly name: string,
    readonly width: number,
    /** Whether nothing but rows is written to it, so that the rows of the batch before must be cleared. */
    private readonly sparse: boolean,
    private readonly store: ParameterStore,
  ) {}

  clear(): void {
    if (this.sparse) {
      const gradient = this.store.view('gradient', this.name);
      // After an accumulation the gradient holds the rows of several batches.
      if (this.store.accumulates) gradient.fill(0);
      for (const indices of this.#touched) {
        for (const row of indices) gradient.fill(0, row * this.width, (row + 1) * this.width);
      }
    }
    this.#touched = [];
  }

  add(indices: Int32Array, rows: ScratchBlock): void {
    this.store.addGradientRows(this.name, indices, rows, this.width);
    this.#touched.push(indices);
  }
}
