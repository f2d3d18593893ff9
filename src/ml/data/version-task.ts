import { z } from 'zod';
import { DATASET_TASKS } from './example.js';
import type { ResolvedOptions } from './options.js';
import type { Recipe, RecipeSource } from './recipe.js';

/** The contract between the two sides of the task that makes a version: who stages its files, and the worker. */
export const DATASET_TASK = 'dataset';

const resolved = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);

/** Paths are below the scratch folder. */
export const DatasetTaskInput = z.strictObject({
  task: z.enum(DATASET_TASKS),
  source: z.strictObject({
    path: z.string().describe('The rows, as they were sent.'),
    fileName: z.string().nullable().describe('The name they were sent under.'),
    recipe: resolved<RecipeSource>(),
    records: z
      .strictObject({
        taken: z.int().nonnegative().describe('Those that became rows.'),
        leftOut: z.int().nonnegative().describe('Those that no row can be made of.'),
      })
      .nullable()
      .describe('Where the rows are records of the service: what came of them. null for files.'),
  }),
  options: resolved<ResolvedOptions>(),
  pseudonymKey: z
    .base64()
    .nullable()
    .describe('The key of the data set that pseudonyms are made with; null where rows are not anonymised.'),
  extends: z
    .strictObject({
      version: z.int().positive(),
      digest: z.string(),
      folder: z.string().describe('Holds <split>.jsonl.'),
    })
    .nullable(),
  tokenizer: z
    .string()
    .nullable()
    .describe('Folder with tokenizer.json and tokenizer_config.json, to measure texts with.'),
  codeVersion: z.string(),
});
export type DatasetTaskInput = z.infer<typeof DatasetTaskInput>;

/** The folder below scratch that holds what is to be published: `<split>.jsonl`, `report.json`. */
export const DATASET_OUTPUT_FOLDER = 'version';

const rows = z.int().nonnegative();

export const DatasetTaskOutput = z.strictObject({
  digest: z.string(),
  recipe: resolved<Recipe>(),
  labels: z.array(z.string()).nullable(),
  counts: z.strictObject({ train: rows, validation: rows, test: rows }),
});
export type DatasetTaskOutput = z.infer<typeof DatasetTaskOutput>;
