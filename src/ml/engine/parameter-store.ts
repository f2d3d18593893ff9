/**
 * The state of training: parameters, first and second moments and gradients of every trainable weight, in one flat
 * WebAssembly memory. The engine reads parameters from views of it and writes gradients into views of it; the optimizer
 * runs over it in place. wasm32 ends at 4 GB, about 268 million trained parameters.
 */
import { InputError } from '../input-error.js';
import { KERNELS } from './wasm/kernels.wasm.js';

interface Kernels {
  memory: WebAssembly.Memory;
  adamw(
    p: number,
    m: number,
    v: number,
    g: number,
    count: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    keep: number,
    rate: number,
    root: number,
    scale: number,
  ): void;
  sumOfSquares(x: number, count: number): number;
  add(target: number, source: number, count: number): void;
  addRows(table: number, indices: number, source: number, rows: number, width: number): void;
  dropoutMask(target: number, count: number, key: number, tweak: number, threshold: number, kept: number): void;
}

/** What is kept for each trainable weight, in the order in which it lies in memory. */
export const STATE_KINDS = ['parameter', 'firstMoment', 'secondMoment', 'gradient'] as const;
export type StateKind = (typeof STATE_KINDS)[number];

export interface WeightShape {
  name: string;
  shape: readonly number[];
}

/** More is to be trained at once than one memory holds: another try would end the same way. */
export class OutOfParameterMemory extends InputError {
  override readonly name = 'OutOfParameterMemory';

  constructor(message: string) {
    super('out-of-parameter-memory', message);
  }
}

/** Weights start on cache lines. */
const ALIGNMENT = 16;
const FLOAT_BYTES = 4;
const PAGE_BYTES = 65_536;
const MAX_PAGES = 65_536;

export const elementCount = (shape: readonly number[]) => shape.reduce((count, size) => count * size, 1);
/** How many numbers a list of weights holds. */
export const parameterCount = (weights: readonly { shape: readonly number[] }[]) =>
  weights.reduce((total, { shape }) => total + elementCount(shape), 0);
const align = (floats: number) => Math.ceil(floats / ALIGNMENT) * ALIGNMENT;

export interface ParameterStoreOptions {
  /** Floats for what changes from step to step: masks and gradient rows of the largest batch (`scratchFloats()`). */
  scratchFloats: number;
  /** Whether to make room for sums of gradients over several batches. */
  accumulate?: boolean;
}

export class ParameterStore {
  readonly #kernels: Kernels;
  readonly #offsets = new Map<string, { offset: number; count: number }>();
  readonly #section: number;
  /** Whether gradients of several batches can be summed. */
  readonly accumulates: boolean;
  readonly #scratchStart: number;
  #scratchTop: number;

  /** Allocates zeros for `weights` and the scratch beside them. */
  constructor(
    readonly weights: readonly WeightShape[],
    { scratchFloats, accumulate = false }: ParameterStoreOptions,
  ) {
    let section = 0;
    for (const { name, shape } of weights) {
      const count = elementCount(shape);
      this.#offsets.set(name, { offset: section, count });
      section += align(count);
    }
    this.#section = section;
    this.accumulates = accumulate;
    this.#scratchStart = section * (STATE_KINDS.length + (accumulate ? 1 : 0));
    this.#scratchTop = this.#scratchStart;
    const module = new WebAssembly.Module(Buffer.from(KERNELS, 'base64'));
    this.#kernels = new WebAssembly.Instance(module).exports as unknown as Kernels;
    // Sized once: growing the memory later would detach every view of it.
    const pages = Math.ceil(((this.#scratchStart + scratchFloats) * FLOAT_BYTES) / PAGE_BYTES);
    if (pages >= MAX_PAGES) {
      throw new OutOfParameterMemory(
        `training ${section.toLocaleString('en')} parameters needs ${Math.ceil((pages * PAGE_BYTES) / 2 ** 20)} MiB in one memory, which ends at 4096 MiB: train fewer parameters (method lora or head) or take smaller batches`,
      );
    }
    this.#kernels.memory.grow(pages);
  }

  /** Number of trained parameters. */
  get size(): number {
    return parameterCount(this.weights);
  }

  /** A live view of one weight's state; [elements of the weight], row-major. */
  view(kind: StateKind, name: string): Float32Array<ArrayBuffer> {
    const { offset, count } = this.#place(name);
    return this.#floats(STATE_KINDS.indexOf(kind) * this.#section + offset, count);
  }

  /** Takes floats from the scratch area; `resetScratch` gives all of them back. */
  takeScratch(count: number): ScratchBlock {
    const start = this.#scratchTop;
    this.#scratchTop += align(count);
    if (this.#scratchTop * FLOAT_BYTES > this.#kernels.memory.buffer.byteLength) {
      throw new OutOfParameterMemory('this batch is larger than the largest one that the store was sized for');
    }
    return { start, values: this.#floats(start, count) };
  }

  resetScratch(): void {
    this.#scratchTop = this.#scratchStart;
  }

  /** Fills a block with a dropout mask: zeros at `rate`, else one over what is kept; a pure function of the two keys. */
  fillDropoutMask(block: ScratchBlock, rate: number, key: number, tweak: number): void {
    const count = align(block.values.length);
    const threshold = Math.round(rate * 65_536);
    this.#kernels.dropoutMask(block.start * FLOAT_BYTES, count, key, tweak, threshold, 1 / (1 - rate));
  }

  /** Adds `rows` [indices.length, width] to the rows of a table's gradient that `indices` name. */
  addGradientRows(name: string, indices: Int32Array, rows: ScratchBlock, width: number): void {
    const { offset } = this.#place(name);
    const copy = this.takeScratch(indices.length);
    new Int32Array(this.#kernels.memory.buffer, copy.start * FLOAT_BYTES, indices.length).set(indices);
    const table = (STATE_KINDS.indexOf('gradient') * this.#section + offset) * FLOAT_BYTES;
    this.#kernels.addRows(table, copy.start * FLOAT_BYTES, rows.start * FLOAT_BYTES, indices.length, width);
  }

  /** Adds the gradients to the running sum, or starts it with them. */
  accumulateGradients(first: boolean): void {
    const sum = this.#accumulator();
    const gradients = STATE_KINDS.indexOf('gradient') * this.#section;
    if (first) sum.set(this.#floats(gradients, this.#section));
    else this.#kernels.add(sum.byteOffset, gradients * FLOAT_BYTES, this.#section);
  }

  /** Puts the running sum in the gradients' place. */
  takeAccumulatedGradients(): void {
    this.#floats(STATE_KINDS.indexOf('gradient') * this.#section, this.#section).set(this.#accumulator());
  }

  /** Euclidean norm of all gradients together. */
  gradientNorm(): number {
    const gradients = STATE_KINDS.indexOf('gradient') * this.#section * FLOAT_BYTES;
    return Math.sqrt(this.#kernels.sumOfSquares(gradients, this.#section));
  }

  /** One AdamW update of one weight; see `kernels.wat` for the meaning of the coefficients. */
  updateAdamW(name: string, c: AdamWCoefficients): void {
    const { offset, count } = this.#place(name);
    const [p, m, v, g] = STATE_KINDS.map((_, i) => (i * this.#section + offset) * FLOAT_BYTES);
    const { beta1, beta2, epsilon, keep, rate, root, scale } = c;
    this.#kernels.adamw(p!, m!, v!, g!, align(count), beta1, beta2, epsilon, keep, rate, root, scale);
  }

  #accumulator() {
    if (!this.accumulates) throw new Error('this store was not made to accumulate gradients');
    return this.#floats(STATE_KINDS.length * this.#section, this.#section);
  }

  #place(name: string) {
    const place = this.#offsets.get(name);
    if (!place) throw new Error(`"${name}" is not a trainable weight`);
    return place;
  }

  #floats(start: number, count: number) {
    return new Float32Array(this.#kernels.memory.buffer, start * FLOAT_BYTES, count) as Float32Array<ArrayBuffer>;
  }
}

export interface ScratchBlock {
  /** Offset in floats. */
  start: number;
  values: Float32Array<ArrayBuffer>;
}

export interface AdamWCoefficients {
  beta1: number;
  beta2: number;
  epsilon: number;
  keep: number;
  rate: number;
  root: number;
  scale: number;
}
