import { z } from 'zod';
import { AnonymizeOptions, type ResolvedAnonymize, resolveAnonymize } from './anonymizing/anonymize-options.js';
import { CleaningOptions, type ResolvedCleaning, resolveCleaning } from './cleaning/cleaning-options.js';
import { type DatasetTask, FIELDS, type Field } from './example.js';
import { fieldsOf, rowsOfTask } from './task-rows.js';

/**
 * What a caller may ask of a new version, and what that comes to once the defaults are filled in. Both the API (to
 * refuse at once) and the worker (to do it) read these; the resolved form goes into the version's recipe.
 */
const FORMATS = ['csv', 'tsv', 'jsonl', 'json', 'parquet'] as const;
export type DataFormat = (typeof FORMATS)[number];

const share = (what: string) => z.number().min(0).max(1).optional().describe(`Share of the rows for ${what}, 0 to 1.`);

const SplitOptions = z
  .strictObject({
    train: share('training'),
    validation: share('validation (early stopping, calibration)'),
    test: share('the final test'),
    seed: z.int().min(0).max(0xffffffff).optional().describe('Seed of the random split; 1 by default.'),
    stratify: z
      .boolean()
      .optional()
      .describe(
        'Keep the share of each label alike in all splits; on where rows have labels (not where spans within them do).',
      ),
    groupBy: z.string().min(1).optional().describe('Column whose rows of one value stay together in one split.'),
    groupNear: z
      .boolean()
      .optional()
      .describe('Keep near duplicates together in one split (see `cleaning.nearDuplicates`); off by default.'),
    by: z
      .enum(['random', 'time', 'column'])
      .optional()
      .describe(
        '`random`; `time`: the latest rows are the test; `column`: what each row’s `split` says (the default where rows have one).',
      ),
  })
  .describe('How the rows are split.');

export const VersionOptions = z.strictObject({
  format: z.enum(FORMATS).optional().describe('Format of the file; found out by default.'),
  dialect: z
    .strictObject({
      delimiter: z.enum([',', ';', '\t']).optional().describe('What separates columns.'),
      quote: z.literal('"').nullable().optional().describe('The quote character; null where quotes mean nothing.'),
    })
    .optional()
    .describe('How a CSV or TSV file is written; found out by default.'),
  columns: z
    .partialRecord(z.enum(FIELDS), z.string().min(1).nullable())
    .optional()
    .describe(
      'Our field → their column; null where a field is not to be taken from any. Guessed from the names by default.',
    ),
  tolerate: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Share of bad rows that is dropped, not refused; 0 by default.'),
  cleaning: CleaningOptions,
  anonymize: AnonymizeOptions.optional().describe(
    'What tells of people is replaced in all texts, after they are cleaned and before duplicates are looked for. A version that extends an anonymised one is anonymised likewise, unless this says otherwise; null for not at all.',
  ),
  split: SplitOptions.optional(),
  extend: z
    .strictObject({
      version: z.int().positive().optional().describe('The version to extend; the latest ready one by default.'),
    })
    .nullable()
    .optional()
    .describe(
      'Keep all of an earlier version, its validation and test splits frozen, and add the new rows to train. The default for a `source`, where there is a ready version; null to start afresh.',
    ),
});
export type VersionOptions = z.infer<typeof VersionOptions>;

export interface Shares {
  train: number;
  validation: number;
  test: number;
}

export interface SplitPlan {
  /** null where nothing was asked for: then `column` if the rows carry a split, else `random`. */
  by: 'random' | 'time' | 'column' | null;
  shares: Shares;
  seed: number;
  stratify: boolean;
  groupBy: string | null;
  /** Not there where it was not asked for. */
  groupNear?: true;
}

export interface ResolvedOptions {
  format: DataFormat | null;
  dialect: { delimiter?: ',' | ';' | '\t'; quote?: '"' | null };
  columns: Partial<Record<Field, string | null>>;
  tolerate: number;
  cleaning: ResolvedCleaning;
  /** null where rows stay as they are. */
  anonymize: ResolvedAnonymize | null;
  /** null where an earlier version is extended: then new rows are train rows. */
  split: SplitPlan | null;
}

export interface OptionIssue {
  path: string;
  message: string;
}

/** Fills in the defaults; what contradicts itself comes back as issues, never as a silent choice. */
export function resolveOptions(
  task: DatasetTask,
  options: VersionOptions,
  extending: boolean,
): { resolved: ResolvedOptions; issues: OptionIssue[] } {
  const issues: OptionIssue[] = [];
  for (const field of Object.keys(options.columns ?? {}) as Field[]) {
    if (!fieldsOf(task).includes(field)) {
      const message = `Rows of the task ${task} have no field ${field}; they have ${fieldsOf(task).join(', ')}.`;
      issues.push({ path: `columns.${field}`, message });
    }
  }
  const fieldOf = new Map<string, string>();
  for (const [field, column] of Object.entries(options.columns ?? {})) {
    if (typeof column !== 'string') continue;
    const other = fieldOf.get(column);
    if (other === undefined) fieldOf.set(column, field);
    else {
      const message = `One column for two fields: ${other} is taken from ${JSON.stringify(column)} already.`;
      issues.push({ path: `columns.${field}`, message });
    }
  }
  if (extending && options.split) {
    const message = 'A version that extends another keeps its splits; leave `split` out, or set `extend` to null.';
    issues.push({ path: 'split', message });
  }
  const cleaning = resolveCleaning(task, options.cleaning, options.split?.groupNear === true);
  issues.push(...cleaning.issues);
  const resolved: ResolvedOptions = {
    format: options.format ?? null,
    dialect: options.dialect ?? {},
    columns: options.columns ?? {},
    tolerate: options.tolerate ?? 0,
    cleaning: cleaning.resolved,
    anonymize: options.anonymize ? resolveAnonymize(options.anonymize) : null,
    split: extending ? null : resolveSplit(task, options, issues),
  };
  return { resolved, issues };
}

function resolveSplit(task: DatasetTask, options: VersionOptions, issues: OptionIssue[]): SplitPlan {
  const split = options.split ?? {};
  const by = split.by ?? (Object.values(split).some((value) => value !== undefined) ? 'random' : null);
  const shares = resolveShares(split);
  const sum = shares.train + shares.validation + shares.test;
  if (Math.abs(sum - 1) > 1e-6 || shares.train < 0 || shares.validation < 0 || shares.test < 0) {
    const found = `train ${shares.train}, validation ${shares.validation}, test ${shares.test}`;
    issues.push({ path: 'split', message: `The shares must sum to 1; found ${found}.` });
  }
  const labelled = rowsOfTask(task).labelled === 'rows';
  if (split.stratify && !labelled) {
    const message = `Rows of the task ${task} have no labels of their own to stratify by; leave \`stratify\` out.`;
    issues.push({ path: 'split.stratify', message });
  }
  if (split.stratify && by === 'time') {
    issues.push({ path: 'split.stratify', message: 'A split by time follows the time alone; leave `stratify` out.' });
  }
  if (by === 'column') {
    for (const key of ['train', 'validation', 'test', 'seed', 'stratify', 'groupBy', 'groupNear'] as const) {
      if (split[key] === undefined) continue;
      const message = `A split by column does what each row's split says; \`${key}\` has no effect on it. Leave it out.`;
      issues.push({ path: `split.${key}`, message });
    }
  }
  const mapped = options.columns?.group;
  if (split.groupBy && mapped !== undefined && mapped !== split.groupBy) {
    const message = `groupBy says ${split.groupBy}, columns.group says ${mapped}: give one of them, or the same column.`;
    issues.push({ path: 'split.groupBy', message });
  }
  return {
    by,
    shares,
    seed: split.seed ?? 1,
    stratify: by !== 'time' && (split.stratify ?? labelled),
    groupBy: split.groupBy ?? null,
    ...(split.groupNear ? { groupNear: true } : {}),
  };
}

/**
 * Shares that are left out: without `train`, validation and test are 0.1 each and train takes the rest; with it, they
 * divide what it leaves.
 */
function resolveShares(given: Partial<Shares>): Shares {
  if (given.train === undefined) {
    const validation = given.validation ?? 0.1;
    const test = given.test ?? 0.1;
    return { train: round(1 - validation - test), validation, test };
  }
  const rest = 1 - given.train;
  if (given.validation === undefined && given.test === undefined) {
    return { train: given.train, validation: round(rest / 2), test: round(rest / 2) };
  }
  const validation = given.validation ?? round(rest - given.test!);
  return { train: given.train, validation, test: given.test ?? round(rest - validation) };
}

/** So that 1 − 0.1 − 0.1 is 0.8 in a recipe, not 0.8000000000000002. */
function round(share: number): number {
  return Math.round(share * 1e9) / 1e9;
}
