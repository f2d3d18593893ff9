import type { Calibration } from '../ml/calibration/calibration.js';
import { describeFailure } from './describe-failure.js';
import { FromModelWorker, type ModelInput, ToModelWorker } from './model-protocol.js';
import { endProcessGroup, ParentChannel } from './parent-channel.js';

/** What this process needs of a model. */
export interface LoadedModel {
  readonly labels: string[];
  readonly calibration: Calibration;
  /** Raw logits, [rows, classes]. */
  logits(inputs: ModelInput[]): Promise<readonly ArrayLike<number>[]>;
}

export type ModelLoader = (folder: string, options: { threads: number; device: string }) => Promise<LoadedModel>;

/** Loads the one model it is told to, and answers batches until the parent kills it or is gone. */
export async function serveModel(load: ModelLoader): Promise<void> {
  // Ctrl-C and `kill` reach the whole group; the server drains first, and then ends this process itself.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  const channel = new ParentChannel(ToModelWorker, FromModelWorker);
  const fail = (error: unknown) => {
    channel.send({ type: 'failed', error: describeFailure(error) }).finally(endProcessGroup);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  const asked = channel.next('load');
  await channel.send({ type: 'listening' });
  const { folder, threads, device } = await asked;
  const model = await load(folder, { threads, device }).catch((error: unknown) => fail(error));
  if (!model) return;
  channel.listen((message) => {
    if (message.type === 'classify')
      void classify(model, message.id, message.inputs).then((answer) => channel.send(answer));
  });
  await channel.send({ type: 'loaded', labels: model.labels, calibration: model.calibration });
}

/** One batch that fails says nothing about the next. */
async function classify(model: LoadedModel, id: number, inputs: ModelInput[]): Promise<FromModelWorker> {
  try {
    const logits = await model.logits(inputs);
    return FromModelWorker.parse({ type: 'logits', id, logits: logits.map((row) => Array.from(row)) });
  } catch (error) {
    return { type: 'refused', id, error: describeFailure(error) };
  }
}
