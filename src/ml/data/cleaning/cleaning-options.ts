import { z } from 'zod';
import type { DatasetTask } from '../example.js';
import { LANGUAGES, type Language } from './languages.js';

/**
 * What may be asked of cleaning. Nothing but exact duplicates is looked at unasked; the resolved form holds what is on and
 * nothing else, so that recipes from before a step was there stay the same.
 */
export const TEXT_STEPS = [
  'mime',
  'html',
  'encoding',
  'unicode',
  'controlCharacters',
  'quotedMail',
  'boilerplate',
  'whitespace',
] as const;
/** Steps that change texts, in the order in which they are applied. */
export type TextStepName = (typeof TEXT_STEPS)[number];

/** Below this, bands of hashes find too few pairs to be relied on. */
const LEAST_THRESHOLD = 0.5;
export const NEAR_THRESHOLD = 0.8;
const MIN_CONFIDENCE = 0.9;

const limit = (what: string) => z.int().min(1).optional().describe(`${what}, all texts of a row together.`);
const step = (what: string) => z.boolean().optional().describe(what);

const STEPS = {
  mime: step('Texts that are raw mail become subject and body, decoded.'),
  html: step('Texts with HTML tags become their visible text, a line a block; entities become characters.'),
  encoding: step('Puts right UTF-8 that was once read as Latin-1 or Windows-1252 (`Ã©` → `é`), where that is sure.'),
  unicode: z.enum(['NFC', 'NFKC']).optional().describe('Unicode normal form that texts are brought to.'),
  controlCharacters: step('Removes control and zero-width characters, byte order marks and soft hyphens.'),
  quotedMail: step('Removes what a mail quotes of the one it answers.'),
  boilerplate: step('Removes signatures, confidentiality notices and footers of mailing lists from mail.'),
  whitespace: step('One space between words, no more than one empty line, none at the ends.'),
  language: z
    .strictObject({
      keep: z
        .array(z.enum(LANGUAGES, { error: `Expected an ISO 639-1 code out of ${LANGUAGES.join(', ')}` }))
        .min(1)
        .describe('Languages of rows that stay, ISO 639-1.'),
      minConfidence: z
        .number()
        .min(0.5)
        .max(1)
        .optional()
        .describe('How sure it must be that a row is in none of them, 0.5 to 1; 0.9 by default.'),
    })
    .optional()
    .describe('Drops rows in other languages. Rows too short to tell stay.'),
  length: z
    .strictObject({
      minCharacters: limit('Fewest characters (UTF-16 code units)'),
      maxCharacters: limit('Most characters (UTF-16 code units)'),
      minWords: limit('Fewest words'),
      maxWords: limit('Most words'),
    })
    .optional()
    .describe('Drops rows that are too short or too long, as they are after cleaning.'),
  duplicates: z
    .enum(['drop', 'keep'])
    .optional()
    .describe('Rows with the same text and answer as an earlier one: dropped by default.'),
  conflicts: z
    .enum(['keep', 'drop', 'majority'])
    .optional()
    .describe(
      'Texts with more than one answer: all rows kept (the default), all dropped, or only those with the answer that most rows have.',
    ),
  nearDuplicates: z
    .strictObject({
      threshold: z
        .number()
        .min(LEAST_THRESHOLD)
        .max(1)
        .optional()
        .describe(
          'Share of common sequences of three words (Jaccard) from which texts are near duplicates; 0.8 by default.',
        ),
      action: z
        .enum(['drop', 'keep'])
        .optional()
        .describe('`drop` (the default) keeps the first of near duplicates with one answer; `keep` only reports them.'),
    })
    .optional()
    .describe('Looks for texts that are almost the same.'),
};
const NAMES = Object.keys(STEPS);

export const CleaningOptions = z
  .looseObject(STEPS)
  .superRefine((cleaning, context) => {
    for (const key of Object.keys(cleaning)) {
      if (NAMES.includes(key)) continue;
      const message = `There is no cleaning step ${JSON.stringify(key)}; there are ${NAMES.join(', ')}.`;
      context.addIssue({ code: 'custom', path: [key], message });
    }
  })
  .optional()
  .describe('Cleaning steps. Only exact duplicates are dropped by default.');
export type CleaningOptions = z.infer<typeof CleaningOptions>;

export interface LanguageFilter {
  keep: Language[];
  minConfidence: number;
}

export interface LengthFilter {
  minCharacters?: number | undefined;
  maxCharacters?: number | undefined;
  minWords?: number | undefined;
  maxWords?: number | undefined;
}

export interface NearDuplicatesPlan {
  threshold: number;
  action: 'drop' | 'keep';
}

/** What is off is not there. */
export interface ResolvedCleaning {
  duplicates: 'drop' | 'keep';
  mime?: true;
  html?: true;
  encoding?: true;
  unicode?: 'NFC' | 'NFKC';
  controlCharacters?: true;
  quotedMail?: true;
  boilerplate?: true;
  whitespace?: true;
  language?: LanguageFilter;
  length?: LengthFilter;
  conflicts?: 'drop' | 'majority';
  nearDuplicates?: NearDuplicatesPlan;
}

/** The steps that change texts, in order. */
export function textStepsOf(cleaning: ResolvedCleaning): TextStepName[] {
  return TEXT_STEPS.filter((name) => cleaning[name]);
}

/** Through these the places of spans can't be followed. */
const LOSE_PLACES = ['mime', 'html'] as const;

/**
 * Fills in the defaults.
 * @param groupNear whether the split keeps near duplicates together: then they are looked for, asked or not
 */
export function resolveCleaning(
  task: DatasetTask,
  options: CleaningOptions,
  groupNear: boolean,
): { resolved: ResolvedCleaning; issues: { path: string; message: string }[] } {
  const issues: { path: string; message: string }[] = [];
  const issue = (name: string, message: string) => issues.push({ path: `cleaning.${name}`, message });
  const given = options ?? {};
  const resolved: ResolvedCleaning = { duplicates: given.duplicates ?? 'drop' };
  for (const name of TEXT_STEPS) if (given[name]) Object.assign(resolved, { [name]: given[name] });
  if (given.language) {
    const { keep, minConfidence = MIN_CONFIDENCE } = given.language;
    resolved.language = { keep: [...new Set(keep)].sort(), minConfidence };
  }
  if (given.length) resolved.length = resolveLength(given.length, issue);
  if (given.conflicts && given.conflicts !== 'keep') resolved.conflicts = given.conflicts;
  if (given.nearDuplicates || groupNear) {
    const { threshold = NEAR_THRESHOLD, action = given.nearDuplicates ? 'drop' : 'keep' } = given.nearDuplicates ?? {};
    resolved.nearDuplicates = { threshold, action };
  }
  for (const name of LOSE_PLACES) {
    if (task !== 'token-classification' || !resolved[name]) continue;
    issue(name, `The places of spans can't be followed through ${name}; convert texts and mark spans in the result.`);
  }
  if (resolved.conflicts && task === 'text') {
    issue('conflicts', `Rows of the task ${task} have no answers that could conflict; leave \`conflicts\` out.`);
  }
  if (resolved.duplicates === 'keep' && resolved.nearDuplicates?.action === 'drop') {
    issue('nearDuplicates', 'Dropping near duplicates drops exact ones too: set its action to keep, or drop both.');
  }
  return { resolved, issues };
}

function resolveLength(given: Partial<LengthFilter>, issue: (name: string, message: string) => void): LengthFilter {
  const limits = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as LengthFilter;
  if (Object.keys(limits).length === 0) {
    issue('length', 'Expected a limit, minCharacters, maxCharacters, minWords or maxWords; found none.');
  }
  for (const unit of ['Characters', 'Words'] as const) {
    const [least, most] = [limits[`min${unit}`], limits[`max${unit}`]];
    if (least === undefined || most === undefined || least <= most) continue;
    issue('length', `min${unit} is ${least}, above max${unit}, which is ${most}: no row could stay.`);
  }
  return limits;
}
