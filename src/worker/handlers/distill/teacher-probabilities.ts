import type { StoredExample } from '../../../ml/data/example.js';
import { softmaxRows } from '../../../ml/evaluation/softmax.js';
import { TextModel } from '../../../ml/inference/text-model.js';
import type { TaskContext } from '../../task-handler.js';

interface Answers {
  temperature: number;
  /** Whether each label is a question of its own. */
  independent: boolean;
}

/** What a teacher answers to each text, at a temperature: asked once, and kept. */
export async function teacherProbabilities(
  folder: string,
  examples: readonly StoredExample[],
  { temperature, independent }: Answers,
  context: TaskContext,
): Promise<Float32Array[]> {
  const model = await TextModel.load(folder, 'evaluate', context);
  try {
    const logits = await model.outputs(model.type.rows(examples, model.scope), context.signal);
    const softer = logits.map((row) => row.map((value) => value / temperature));
    const probabilities = independent
      ? softer.map((row) => row.map((value) => 1 / (1 + Math.exp(-value))))
      : softmaxRows(softer);
    return probabilities.map((row) => Float32Array.from(row));
  } finally {
    await model.dispose();
  }
}
