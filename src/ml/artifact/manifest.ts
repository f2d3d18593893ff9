/**
 * `manifest.json`: what a model is, where it came from and the hash of every other file. The model's digest is the SHA-256 of
 * this file as it lies on disk (`sha256sum manifest.json`), so it is always written in one canonical form.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ModelSizes } from '../architectures/model-sizes.js';

export const MANIFEST_FILE = 'manifest.json';
export const MAX_MANIFEST_BYTES = 1024 * 1024;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const ModelReference = z.strictObject({ id: z.string(), digest: Sha256 });
const DatasetReference = z.strictObject({
  id: z.string().describe('Id of the data set.'),
  version: z.int().positive().describe('Its version.'),
  digest: z.string().describe('Digest of that version.'),
});

export const ModelKind = z.enum(['base', 'fine-tuned']);
export type ModelKind = z.infer<typeof ModelKind>;

/** Of a model that has the weights of its base model, and a calibration of its own. */
const CalibrationLineage = z.strictObject({
  dataset: DatasetReference.extend({ split: z.enum(['train', 'validation', 'test']).describe('The split.') })
    .nullable()
    .describe('The split it was calibrated on.'),
  feedback: z
    .strictObject({
      deployment: z.string().describe('Id or name of the deployment.'),
      since: z.string().nullable().describe('Only what is not older, ISO 8601.'),
      until: z.string().describe('Only what is not newer, ISO 8601.'),
    })
    .nullable()
    .describe('The feedback it was calibrated on.'),
  rows: z.int().nonnegative().describe('Examples there were.'),
});

export const Lineage = z.strictObject({
  baseModel: ModelReference.nullable().describe('The model that training started from.'),
  teacher: ModelReference.optional().describe('The model whose answers it learned, where there was one.'),
  dataset: DatasetReference.nullable().describe('The data set version it was trained on.'),
  job: z.string().nullable().describe('The job that made it.'),
  seed: z.int().nullable().describe('The seed of that job.'),
  source: z.string().nullable().describe('Where an imported model came from.'),
  codeVersion: z.string().describe('The version of Temper that wrote it.'),
  calibration: CalibrationLineage.optional().describe(
    'What it was calibrated on, where nothing else was learned: it has the weights of `baseModel`.',
  ),
});
export type Lineage = z.infer<typeof Lineage>;

export const Manifest = z.strictObject({
  format: z.literal('temper-model/1'),
  name: z.string(),
  kind: ModelKind,
  architecture: z.string().describe('`model_type` of config.json.'),
  sizes: ModelSizes,
  parameters: z.int().nonnegative().describe('How many numbers the weights hold.'),
  task: z.string().nullable().describe('The task its head is for; null without a head.'),
  labels: z.array(z.string()).nullable().describe('The classes, in the order of the logits.'),
  lineage: Lineage,
  files: z.record(z.string(), z.strictObject({ size: z.int().nonnegative(), sha256: Sha256 })),
});
export type Manifest = z.infer<typeof Manifest>;

/** The bytes of `manifest.json`: keys sorted by code unit, two spaces, one line end at the end. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(sortKeys(manifest), null, 2)}\n`;
}

/** The digest of a model, from its manifest's text. */
export function manifestDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
