import { readFileSync } from 'node:fs';
import type { ClassReport } from '../../../../src/ml/evaluation/classification-report.js';
import type { ClassificationMetrics } from '../../../../src/ml/evaluation/classification-tally.js';
import type { ReliabilityBin } from '../../../../src/ml/evaluation/reliability-bins.js';

/** What tests/reference/evaluation.py wrote. */
export interface ReferenceCase {
  name: string;
  logits: number[][];
  labels: number[];
  metrics: ClassificationMetrics;
  perClass: ClassReport[];
  confusion: number[][];
  bins: ReliabilityBin[];
  temperature: { temperature: number; nllBefore: number; nllAfter: number };
}

export const REFERENCE_CASES: ReferenceCase[] = JSON.parse(
  readFileSync(new URL('../../../reference/evaluation.json', import.meta.url), 'utf8'),
).cases;
