import { z } from 'zod';
import { ENTITIES } from '../ml/data/anonymizing/entities.js';
import { SPLITS } from '../ml/data/example.js';
import { FrozenTest } from '../ml/data/frozen-test.js';
import { VersionOptions } from '../ml/data/options.js';
import { LabelReviewSummary, SuspiciousLabel } from '../ml/evaluation/confident-learning/suspicious-label.js';
import { Timestamp } from '../platform/http/common.schemas.js';
import { Page } from '../platform/http/pagination.js';
import type { DatasetVersionEntity } from './dataset-version.entity.js';
import { ExampleBody, ExampleView } from './example.schemas.js';
import { SOURCE_TYPES } from './example-source.js';

const options = VersionOptions.optional().describe('How the rows are read, cleaned and split.');

/** What goes with the file of an upload. */
export const VersionUpload = z.strictObject({ options });

export const VersionFromExamples = z.strictObject({
  examples: z.array(ExampleBody).min(1).describe('The rows, with the fields that the data set’s task has'),
  options,
});
export type VersionFromExamples = z.infer<typeof VersionFromExamples>;

export const VersionFromSource = z.strictObject({
  source: z
    .strictObject({
      type: z.enum(SOURCE_TYPES).describe('Which records become rows'),
      deployment: z.string().min(1).describe('Name or id of the deployment they belong to'),
      since: z.iso.datetime({ offset: true }).optional().describe('Only records that are not older'),
    })
    .describe('Records of this service that become rows'),
  options,
});
export type VersionFromSource = z.infer<typeof VersionFromSource>;

/** The JSON bodies. */
export const VersionCreate = z.union([VersionFromExamples, VersionFromSource]);
export type VersionCreate = z.infer<typeof VersionCreate>;

const count = z.int().nonnegative();
const perSplit = z.object({
  train: count.describe('Rows in train'),
  validation: count.describe('Rows in validation'),
  test: count.describe('Rows in test'),
});

export const VersionView = z
  .object({
    dataset: z.string().describe('Id of the data set'),
    version: z.int().positive().describe('Its number, from 1 within the data set'),
    status: z.enum(['processing', 'ready', 'failed']).describe('Whether its rows can be used'),
    error: z
      .object({
        code: z.string().describe('Stable name of the reason'),
        message: z.string().describe('What was expected, what was found, what to do'),
      })
      .nullable()
      .describe('Why it failed; null otherwise'),
    parent: z.int().nullable().describe('The version it extends, or else the ready one before it; null for the first'),
    digest: z
      .string()
      .nullable()
      .describe('Hash of its task and rows, `sha256:…`, whatever file they came in; null until it is ready'),
    recipe: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('All that is needed to make it again from the same source; null until it is ready'),
    labels: z
      .array(z.string())
      .nullable()
      .describe('Its labels, sorted; null until it is ready and where the task has none'),
    counts: perSplit.nullable().describe('Rows of each split; null until it is ready'),
    createdAt: Timestamp.describe('When it was sent'),
  })
  .meta({ id: 'DatasetVersion' });
export type VersionView = z.infer<typeof VersionView>;

export const VersionPage = Page(VersionView).meta({ id: 'DatasetVersionPage' });

const overlap = z.object({
  trainValidation: count.describe('In train and validation'),
  trainTest: count.describe('In train and test'),
  validationTest: count.describe('In validation and test'),
});

const AnonymizedView = z.object({
  mode: z.enum(['mask', 'pseudonym']).describe('Whether all of a kind became one word, or each its own'),
  rows: count.describe('Rows in which something was replaced'),
  entities: z
    .partialRecord(
      z.enum(ENTITIES),
      z.object({
        pieces: count.describe('Pieces of texts that were replaced'),
        rows: count.describe('Rows with at least one'),
        examples: z.array(z.string()).describe('Where the first of them stood, with some of the masked text around'),
      }),
    )
    .describe('What was found, by kind'),
});

export const ReportView = z
  .object({
    rows: z
      .object({
        read: count.describe('Rows of the source'),
        kept: count.describe('Those that are in the version; read = kept + all dropped'),
        dropped: z.record(z.string(), count).describe('Rows left out, by reason'),
        changed: z.record(z.string(), count).describe('Rows changed, by step'),
        inherited: count.describe('Rows of the version that it extends'),
        superseded: count.describe('Inherited rows whose place a new answer took'),
      })
      .describe('What came of the rows'),
    labels: z.record(z.string(), perSplit).describe('Rows of each label in each split; of token-classification, spans'),
    tokens: z
      .object({
        p50: count.describe('Half of the rows are no longer, tokens'),
        p95: count.describe('95 % of the rows are no longer, tokens'),
        max: count.describe('The longest row measured, tokens'),
        rows: count.describe('Rows measured: a sample where there are many'),
        limit: count.nullable().optional().describe('The longest input that `mini-en` takes, tokens'),
        histogram: z
          .array(
            z.object({
              from: count.describe('Shortest length of the bin, tokens'),
              to: count.nullable().describe('Longest length of the bin, tokens; null: all that are longer'),
              rows: count.describe('Rows of these lengths, of those measured'),
            }),
          )
          .optional()
          .describe('How the lengths are spread; missing in versions that are older than it'),
      })
      .nullable()
      .describe('Lengths of the rows (all their texts) with the tokenizer of `mini-en`; null where it is missing'),
    leakage: z
      .object({
        texts: overlap.describe('Texts'),
        groups: overlap.describe('Groups'),
        near: overlap
          .nullable()
          .default(null)
          .describe('Sets of texts that are nearly the same; null where they were not looked for'),
      })
      .describe('What stands in more than one split'),
    suspiciousLabels: LabelReviewSummary.optional().describe(
      'Labels that the texts of the other rows speak against; missing in versions that are older than it',
    ),
    frozenTest: FrozenTest.optional().describe(
      'How the rows go with the test split they were given; only where one was',
    ),
    conflicts: count.describe('Texts that are there with more than one answer'),
    anonymized: AnonymizedView.nullable().describe('What was replaced in new rows; null where rows are as they came'),
    columns: z.record(z.string(), z.string()).describe('Our field → their column, as told or guessed'),
    examples: z
      .array(
        z.object({
          step: z.string().describe('The cleaning step, or the reason for which the row was dropped'),
          line: z.int().nullable().describe('Line of the source on which the row starts, where it is known'),
          before: z.string().describe('The place in its text, or the start of it, up to 240 characters'),
          after: z.string().nullable().describe('The same place after the step; null where the row was dropped'),
          note: z.string().nullable().describe('Why it was dropped: what was found, or for which row'),
        }),
      )
      .default([])
      .describe('What cleaning did to the first few rows that each step changed or dropped'),
    badRows: z
      .array(
        z.object({
          line: z
            .int()
            .describe('Line of the source on which the row starts; of Parquet the number of the row, from 1'),
          problem: z.string().describe('What is wrong with it'),
        }),
      )
      .describe('The first rows that were dropped because they could not be used'),
    warnings: z.array(z.string()).describe('What deserves a look'),
  })
  .meta({ id: 'DatasetReport' });

export const ReportQuery = z.strictObject({
  format: z
    .enum(['json', 'html'])
    .optional()
    .describe('`html`: a page to look at. By default what the header Accept prefers, JSON where it does not say'),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

export const SuspiciousLabelPage = Page(
  SuspiciousLabel.meta({ id: 'SuspiciousLabel' }),
  'The rows of this page, the worst first',
).meta({ id: 'SuspiciousLabelPage' });

export const ExamplePage = Page(ExampleView, 'The rows of this page, in the order of the files').meta({
  id: 'ExamplePage',
});

export const splitFilter = z.enum(SPLITS).optional().describe('Only this split; all of them by default');

export const ContentQuery = z.strictObject({
  split: splitFilter,
  format: z.enum(['jsonl', 'csv']).default('jsonl').describe('JSON Lines or CSV'),
});
export type ContentQuery = z.infer<typeof ContentQuery>;

export const VersionNumber = z.coerce.number().int().positive().max(2_147_483_647).describe('Number of the version');

export function toVersionView(version: DatasetVersionEntity): VersionView {
  const { task } = version;
  const status = task.status === 'succeeded' ? 'ready' : task.finishedAt === null ? 'processing' : 'failed';
  const error = task.error ?? { code: 'cancelled', message: 'Its task was cancelled.' };
  return {
    dataset: version.datasetId,
    version: version.version,
    status,
    error: status === 'failed' ? { code: error.code, message: error.message } : null,
    parent: version.parent,
    digest: version.digest,
    recipe: version.recipe as Record<string, unknown> | null,
    labels: version.labels,
    counts: version.counts,
    createdAt: version.createdAt.toISOString(),
  };
}
