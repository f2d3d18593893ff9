import type { MeasuredModel } from './mail-table.js';
import { meansOf } from './mail-table.js';

const LEAST_TEST_MAILS = 1_000;
const LEAST_F1 = 0.96;
const MOST_BEHIND_BASELINE = 0.01;
const MOST_ECE = 0.02;

export interface Claim {
  claim: string;
  holds: boolean;
  found: string;
}

/** What the README says of fine-tuning on mail, held against what was measured. */
export function mailClaims(measured: readonly MeasuredModel[]): Claim[] {
  const means = meansOf(measured);
  const tuned = means['fine-tuned'];
  const random = means['random start'];
  const behind = means.baseline['macro-F1'] - tuned['macro-F1'];
  const gain = tuned['macro-F1'] - random['macro-F1'];
  const fewest = Math.min(...measured.map(({ result }) => result.counts.examples));
  const claim = (text: string, holds: boolean, found: string): Claim => ({ claim: text, holds, found });
  return [
    claim(`at least ${LEAST_TEST_MAILS} test mails`, fewest >= LEAST_TEST_MAILS, String(fewest)),
    claim(`macro-F1 ≥ ${LEAST_F1}`, tuned['macro-F1'] >= LEAST_F1, tuned['macro-F1'].toFixed(4)),
    claim(
      `macro-F1 no more than ${MOST_BEHIND_BASELINE} below the baseline's`,
      behind <= MOST_BEHIND_BASELINE,
      `${signed(-behind)} against it`,
    ),
    claim(`ECE after calibration ≤ ${MOST_ECE}`, tuned['ECE after'] <= MOST_ECE, tuned['ECE after'].toFixed(4)),
    claim(
      'NLL not above what it was before calibration',
      tuned['NLL after'] <= tuned['NLL before'],
      `${tuned['NLL before'].toFixed(4)} → ${tuned['NLL after'].toFixed(4)}`,
    ),
    claim(
      'better than the same network from random weights, at the same number of steps',
      gain > 0,
      `macro-F1 ${signed(gain)}, NLL ${signed(tuned['NLL after'] - random['NLL after'])}`,
    ),
  ];
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
