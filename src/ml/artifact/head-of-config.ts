import { z } from 'zod';
import type { HeadName } from '../architectures/architecture.js';
import type { DatasetTask } from '../data/example.js';
import { ArtifactError } from './artifact-error.js';

/** The part of a Hugging Face config.json that says what the head is for. Labels are keyed by their index, as text. */
const HeadConfig = z.object({
  architectures: z.array(z.string()).optional(),
  problem_type: z.string().nullish(),
  id2label: z.record(z.string().regex(/^\d+$/), z.string()).optional(),
});

export interface Head {
  readonly name: HeadName;
  readonly task: DatasetTask;
  /** Names of the numbers that it gives. */
  readonly labels: string[];
}

/** The task and the labels of a model that was saved with a head for labels or values; null for one without. */
export function headOfConfig(config: unknown): Head | null {
  const parsed = HeadConfig.safeParse(config);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new ArtifactError('config-invalid', `config.json: ${issue.path.join('.')}: ${issue.message}.`);
  }
  const { architectures, problem_type: problem, id2label } = parsed.data;
  const saved = architectures?.[0] ?? '';
  const labels = labelsOf(id2label);
  if (saved.endsWith('ForTokenClassification')) {
    return { name: 'tokenClassification', task: 'token-classification', labels };
  }
  if (!saved.endsWith('ForSequenceClassification')) return null;
  const name = 'classification';
  if (problem === 'regression' || (!problem && labels.length === 1)) {
    return { name, task: 'text-regression', labels: ['value'] };
  }
  const task = problem === 'multi_label_classification' ? 'multi-label-classification' : 'text-classification';
  return { name, task, labels };
}

/** Hugging Face leaves `id2label` out when it holds its default, two labels. */
function labelsOf(id2label: Record<string, string> = { 0: 'LABEL_0', 1: 'LABEL_1' }): string[] {
  const labels = Object.keys(id2label).map((_, index) => id2label[index]);
  if (labels.some((label) => label === undefined)) {
    throw new ArtifactError(
      'config-invalid',
      `config.json: id2label must name every index from 0 to ${labels.length - 1}.`,
    );
  }
  return labels as string[];
}
