import type { Promised } from '../ml/calibration/conformal.js';
import type { DatasetTask } from '../ml/data/example.js';
import type { Answer, ModelInput } from '../ml/inference/answer.js';
import { describeFailure } from './describe-failure.js';
import { FromModelWorker, ToModelWorker } from './model-protocol.js';
import { endProcessGroup, ParentChannel } from './parent-channel.js';

/** What this process needs of a model. */
export interface LoadedModel {
  readonly task: DatasetTask;
  readonly labels: readonly string[];
  readonly calibrated: boolean;
  readonly promised?: Promised | undefined;
  /** One for each input. */
  answer(inputs: ModelInput[]): Promise<Answer[]>;
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
    if (message.type === 'answer')
      void answerBatch(model, message.id, message.inputs).then((answer) => channel.send(answer));
  });
  const { task, labels, calibrated, promised } = model;
  await channel.send({ type: 'loaded', task, labels: [...labels], calibrated, promised });
}

/** One batch that fails says nothing about the next. */
async function answerBatch(model: LoadedModel, id: number, inputs: ModelInput[]): Promise<FromModelWorker> {
  try {
    return FromModelWorker.parse({ type: 'answers', id, answers: await model.answer(inputs) });
  } catch (error) {
    return { type: 'refused', id, error: describeFailure(error) };
  }
}
