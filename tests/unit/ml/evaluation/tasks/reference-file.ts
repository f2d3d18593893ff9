import { readFileSync } from 'node:fs';

/** What tests/reference/task_metrics.py wrote for a task. */
export const referenceFile = <Content>(task: string): Content =>
  JSON.parse(readFileSync(new URL(`../../../../reference/metrics/${task}.json`, import.meta.url), 'utf8'));
