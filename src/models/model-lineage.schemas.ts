import { z } from 'zod';
import { Lineage, ModelKind } from '../ml/artifact/manifest.js';

const RelatedModel = z.object({
  id: z.string().describe('Id of the model'),
  name: z.string().describe('Its name'),
  kind: ModelKind.describe('`base` or `fine-tuned`'),
  digest: z.string().nullable().describe('SHA-256 of its manifest.json, hexadecimal; null while it is imported'),
});
export type RelatedModel = z.infer<typeof RelatedModel>;

/** Where a model comes from, and what came of it. */
export const ModelLineageView = z
  .object({
    model: RelatedModel.describe('The model itself'),
    ancestors: z.array(RelatedModel).describe('What it was fine-tuned from, the nearest first'),
    children: z.array(RelatedModel).describe('What was fine-tuned from it, newest first'),
    dataset: z
      .object({
        id: z.string().describe('Id of the data set'),
        version: z.int().describe('Its version'),
        digest: z.string().describe('Digest of that version'),
      })
      .nullable()
      .describe('What it was trained on'),
    job: z.string().nullable().describe('Id of the job that made it'),
    seed: z.int().nullable().describe('The seed of that job'),
    source: z.string().nullable().describe('Where an imported model came from'),
    calibration: Lineage.shape.calibration
      .unwrap()
      .nullable()
      .describe('What it was calibrated on, of models that have the weights of the nearest ancestor; null of others'),
    codeVersion: z.string().nullable().describe('The version of Temper that wrote it; null while it is imported'),
  })
  .meta({ id: 'ModelLineage' });
export type ModelLineageView = z.infer<typeof ModelLineageView>;
