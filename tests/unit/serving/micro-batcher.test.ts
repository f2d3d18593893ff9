import type { Answer, ModelInput } from '../../../src/ml/inference/answer.js';
import { MicroBatcher, type RunBatch } from '../../../src/serving/micro-batcher.js';
import { ModelDied } from '../../../src/serving/model-process.js';
import type { BatchLimits } from '../../../src/serving/serving-settings.js';

const LIMITS: BatchLimits = { collectMs: 0, batchTokens: 4_096, roundTokens: 16_384, queueRows: 8 };
const NEVER = new AbortController().signal;

const texts = (...given: string[]): ModelInput[] => given.map((text) => ({ text }));
/** The "model": the length of a text. */
const lengths = (inputs: readonly ModelInput[]) => inputs.map(({ text }): Answer => ({ value: text!.length }));
const values = (...numbers: number[]) => numbers.map((value) => ({ value }));

/** A model that works only when it is told to. */
function slowModel() {
  const batches: { inputs: string[]; finish(): void; fail(error: Error): void }[] = [];
  const arrivals: (() => void)[] = [];
  const run: RunBatch = (inputs) =>
    new Promise((resolve, reject) => {
      const finish = () => resolve(lengths(inputs));
      batches.push({ inputs: inputs.map(({ text }) => text!), finish, fail: reject });
      arrivals.shift()?.();
    });
  /** The next batch that has not been asked for. */
  const next = async () => {
    if (batches.length === 0) await new Promise<void>((resolve) => arrivals.push(resolve));
    return batches.shift()!;
  };
  return { run, next };
}

describe('the micro-batcher', () => {
  it('answers concurrent calls from one batch, each with its own rows in order', async () => {
    const batcher = new MicroBatcher(LIMITS);
    const sizes: number[] = [];
    batcher.connect(async (inputs) => {
      sizes.push(inputs.length);
      return lengths(inputs);
    });
    const answers = await Promise.all([
      batcher.add(texts('four', 'a'), NEVER),
      batcher.add(texts('seventeen letters'), NEVER),
      batcher.add(texts('xx'), NEVER),
    ]);
    expect(answers).toEqual([values(4, 1), values(17), values(2)]);
    expect(sizes).toEqual([4]);
  });

  it('gathers the next batch while one is computed', async () => {
    const batcher = new MicroBatcher(LIMITS);
    const { run, next } = slowModel();
    batcher.connect(run);
    const first = batcher.add(texts('first'), NEVER);
    const working = await next();
    const later = [batcher.add(texts('b'), NEVER), batcher.add(texts('cc'), NEVER)];
    expect(batcher.depth).toBe(2);
    working.finish();
    expect(await first).toEqual(values(5));
    const second = await next();
    expect(second.inputs).toEqual(['b', 'cc']);
    second.finish();
    expect(await Promise.all(later)).toEqual([values(1), values(2)]);
  });

  it('refuses more than may wait, and takes more when there is room again', async () => {
    const batcher = new MicroBatcher(LIMITS);
    const waiting = batcher.add(texts('1', '2', '3', '4', '5', '6', '7', '8'), NEVER);
    await expect(batcher.add(texts('9'), NEVER)).rejects.toMatchObject({
      code: 'queue-full',
      status: 503,
      retryAfter: 1,
    });
    batcher.connect(async (inputs) => lengths(inputs));
    await waiting;
    expect(await batcher.add(texts('again'), NEVER)).toEqual(values(5));
  });

  it('forgets a call whose caller gives up', async () => {
    const batcher = new MicroBatcher(LIMITS);
    const caller = new AbortController();
    const given = batcher.add(texts('gone'), caller.signal);
    const kept = batcher.add(texts('kept'), NEVER);
    caller.abort(new Error('not waiting'));
    await expect(given).rejects.toThrow('not waiting');
    expect(batcher.depth).toBe(1);
    const { run, next } = slowModel();
    batcher.connect(run);
    const batch = await next();
    expect(batch.inputs).toEqual(['kept']);
    batch.finish();
    await kept;
  });

  it('gives what was in flight when the model died to the next one', async () => {
    const batcher = new MicroBatcher(LIMITS);
    const dying = slowModel();
    batcher.connect(dying.run);
    const answer = batcher.add(texts('abc'), NEVER);
    (await dying.next()).fail(new ModelDied('worker-killed', 'killed'));
    batcher.connect(async (inputs) => lengths(inputs));
    expect(await answer).toEqual(values(3));
  });

  it('gives up on what was in flight at two deaths, and on nothing else', async () => {
    const batcher = new MicroBatcher(LIMITS);
    const first = slowModel();
    batcher.connect(first.run);
    const poison = batcher.add(texts('poison'), NEVER);
    const batch = await first.next();
    const innocent = batcher.add(texts('innocent'), NEVER);
    batch.fail(new ModelDied('worker-killed', 'killed'));
    poison.catch(() => {});
    const second = slowModel();
    batcher.connect(second.run);
    (await second.next()).fail(new ModelDied('worker-killed', 'killed again'));
    await expect(poison).rejects.toMatchObject({ code: 'model-died', status: 503 });
    batcher.connect(async (inputs) => lengths(inputs));
    expect(await innocent).toEqual(values(8));
  });

  it('lets no call fail for what the model refuses in another', async () => {
    const batcher = new MicroBatcher(LIMITS);
    const good = batcher.add(texts('good'), NEVER);
    const bad = batcher.add(texts('bad', 'fine'), NEVER);
    batcher.connect(async (inputs) => {
      if (inputs.some(({ text }) => text === 'bad')) throw new Error('not that one');
      return lengths(inputs);
    });
    await expect(bad).rejects.toThrow('not that one');
    expect(await good).toEqual(values(4));
  });

  it('fails what waits when nobody will come to it', async () => {
    const batcher = new MicroBatcher(LIMITS);
    const waiting = batcher.add(texts('a'), NEVER);
    batcher.refuse(new Error('closed'));
    await expect(waiting).rejects.toThrow('closed');
    expect(batcher.depth).toBe(0);
  });
});
