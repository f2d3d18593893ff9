import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Calibration } from '../calibration/calibration.js';
import type { CalibrationReport } from '../calibration/calibration-report.js';
import { EVALUATION_FILE } from './evaluation-file.js';
import { CALIBRATION_FILE } from './load-model.js';
import { type Lineage, MANIFEST_FILE } from './manifest.js';
import { CARD_FILE, recalibratedCard } from './model-card.js';
import { ModelFolder } from './model-folder.js';

export interface Recalibration {
  name: string;
  lineage: Lineage;
  calibration: Calibration;
  /** Null of tasks without probabilities. */
  report: CalibrationReport | null;
  /** Examples it was fitted on. */
  rows: number;
}

/** What was measured of the other is not true of it. */
const OWN_FILES: ReadonlySet<string> = new Set([CALIBRATION_FILE, EVALUATION_FILE, CARD_FILE, MANIFEST_FILE]);

/** Writes a model with the files of another, but for its calibration and what its card and manifest say of it. */
export async function recalibratedFolder(from: string, to: string, recalibration: Recalibration): Promise<void> {
  const { name, calibration, report, rows } = recalibration;
  const { manifest, digest } = await ModelFolder.open(from);
  for (const path of Object.keys(manifest.files)) {
    if (OWN_FILES.has(path)) continue;
    await mkdir(dirname(join(to, path)), { recursive: true });
    await copyFile(join(from, path), join(to, path));
  }
  await writeFile(join(to, CALIBRATION_FILE), `${JSON.stringify(calibration, null, 2)}\n`);
  const card = manifest.files[CARD_FILE] ? await readFile(join(from, CARD_FILE), 'utf8') : '';
  await writeFile(join(to, CARD_FILE), recalibratedCard(card, { digest, rows, report }));
  const { format: _, files: __, ...about } = manifest;
  const lineage = { ...recalibration.lineage, calibration: { ...recalibration.lineage.calibration!, rows } };
  await ModelFolder.seal(to, { ...about, name, kind: 'fine-tuned', lineage });
}
