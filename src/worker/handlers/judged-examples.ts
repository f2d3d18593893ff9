import type { StoredExample } from '../../ml/data/example.js';
import type { JudgedExample } from '../../ml/evaluation/prediction.js';
import type { TaskType } from '../../ml/task-types/task-type.js';

/** What is kept of examples while they are judged, and the groups that their intervals are drawn by. */
export function judged(
  type: TaskType,
  examples: readonly StoredExample[],
): { examples: JudgedExample[]; groups: (string | null)[] } {
  return {
    examples: examples.map((example) => ({ id: example.id, text: type.excerpt(example), group: example.group })),
    groups: examples.map(({ group }) => group ?? null),
  };
}
