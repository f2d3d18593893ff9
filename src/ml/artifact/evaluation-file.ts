/** `evaluation.json` of a model folder: what its job measured, so that a model that is moved elsewhere still says it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CalibrationSummary, unmeasured } from '../calibration/calibration-summary.js';
import { openCalibration } from './load-model.js';
import { MANIFEST_FILE } from './manifest.js';

export const EVALUATION_FILE = 'evaluation.json';

export const KeptEvaluation = z.object({
  split: z.string().describe('The split that it was measured on.'),
  metrics: z.record(z.string(), z.number()),
  intervals: z.record(z.string(), z.tuple([z.number(), z.number()])),
  calibration: CalibrationSummary.nullable(),
});
export type KeptEvaluation = z.infer<typeof KeptEvaluation>;

/**
 * What the folder of an imported model says of its worth. Only one with a manifest was written by us: in others a file of
 * that name may be anything, and is left alone.
 */
export async function readKeptEvaluation(
  folder: string,
): Promise<{ metrics: Record<string, number> | null; calibration: CalibrationSummary | null }> {
  const manifest = await readFile(join(folder, MANIFEST_FILE)).catch(() => null);
  const text = manifest && (await readFile(join(folder, EVALUATION_FILE), 'utf8').catch(() => null));
  const kept = text ? KeptEvaluation.safeParse(jsonOr(text, null)).data : undefined;
  if (kept) return { metrics: kept.metrics, calibration: kept.calibration };
  const calibration = await openCalibration(folder);
  return { metrics: null, calibration: calibration && unmeasured(calibration) };
}

function jsonOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}
