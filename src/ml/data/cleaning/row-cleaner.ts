import type { DatasetTask, Example } from '../example.js';
import type { DataLimits } from '../limits.js';
import { type Changes, count } from '../reading/bad-row.js';
import { readText } from '../reading/fields.js';
import { rowsOfTask } from '../task-rows.js';
import { CleaningExamples } from './cleaning-examples.js';
import type { ResolvedCleaning } from './cleaning-options.js';
import { loadLanguageFilter, type OtherLanguage } from './language-filter.js';
import { outsideLength } from './length-filter.js';
import { applyStep, loadTextSteps, type Marked, type TextStep } from './text-step.js';

/** Steps that know mail: what is to be written in answer to it is left alone. */
const OF_MAIL: ReadonlySet<string> = new Set(['mime', 'quotedMail', 'boilerplate']);

/** Changes the texts of new rows, one row at a time, and says which rows their texts keep out. */
export class RowCleaner {
  /** Rows changed by each step. */
  readonly changes: Changes = {};
  /** Rows kept out, by reason. */
  readonly dropped: Changes = {};

  private constructor(
    private readonly task: DatasetTask,
    private readonly limits: DataLimits,
    private readonly cleaning: ResolvedCleaning,
    private readonly steps: readonly TextStep[],
    private readonly otherLanguage: OtherLanguage | null,
    private readonly examples: CleaningExamples,
  ) {}

  /** null where nothing is to be done to rows by themselves: then nothing is loaded either. */
  static async load(
    task: DatasetTask,
    cleaning: ResolvedCleaning,
    limits: DataLimits,
    examples: CleaningExamples,
  ): Promise<RowCleaner | null> {
    const steps = await loadTextSteps(cleaning);
    const language = cleaning.language ? await loadLanguageFilter(cleaning.language) : null;
    if (steps.length === 0 && !language && !cleaning.length) return null;
    return new RowCleaner(task, limits, cleaning, steps, language, examples);
  }

  /**
   * The row with its texts cleaned; null where it is dropped. Throws BadRow where a text has become what none may be.
   * @param line where the row starts in its source
   */
  async clean(row: Example, line: number): Promise<Example | null> {
    let cleaned = row;
    for (const step of this.steps) cleaned = await this.apply(step, cleaned, line);
    if (cleaned !== row) {
      for (const [field, text] of namedTexts(cleaned)) {
        if (text.trim() === '') return this.drop('emptied', row, line, null);
        readText(field, text, this.limits);
      }
    }
    return this.filter(cleaned, line);
  }

  private async apply(step: TextStep, row: Example, line: number): Promise<Example> {
    const changed = await mapTexts(row, OF_MAIL.has(step.name), (marked) => applyStep(step, marked));
    if (changed === row) return row;
    count(this.changes, step.name);
    if ('spans' in row && 'spans' in changed && changed.spans.length < row.spans.length) {
      count(this.changes, 'spansRemoved');
    }
    this.examples.addChange(step.name, line, this.textsOf(row), this.textsOf(changed));
    return changed;
  }

  private filter(row: Example, line: number): Example | null {
    const other = this.otherLanguage?.(this.textsOf(row).join('\n'));
    if (other) {
      return this.drop('language', row, line, `Found ${other.language}, ${other.confidence.toFixed(2)} sure.`);
    }
    const outside = this.cleaning.length && outsideLength(this.textsOf(row), this.cleaning.length);
    if (outside) return this.drop(outside.reason, row, line, `It has ${outside.found}.`);
    return row;
  }

  private drop(reason: string, row: Example, line: number, note: string | null): null {
    count(this.dropped, reason);
    this.examples.addDrop(reason, line, this.textsOf(row), note);
    return null;
  }

  private textsOf(row: Example): string[] {
    return rowsOfTask(this.task)
      .textsOf(row)
      .filter((text) => text !== undefined);
  }
}

const TEXT_FIELDS = ['text', 'textPair', 'prompt', 'completion'] as const;
type Texts = { [field in (typeof TEXT_FIELDS)[number]]?: string };

/** All texts of a row with the names of their fields. */
function* namedTexts(row: Example): Generator<[string, string]> {
  const fields = row as Texts;
  for (const field of TEXT_FIELDS) if (fields[field] !== undefined) yield [field, fields[field]];
  if ('messages' in row)
    for (const [i, { content }] of row.messages.entries()) yield [`messages[${i}].content`, content];
}

/**
 * A row with each of its texts changed; the same row where none is.
 * @param inputsOnly whether what a model is to write (completions, messages of the assistant) stays as it is
 */
async function mapTexts(
  row: Example,
  inputsOnly: boolean,
  change: (marked: Marked) => Promise<Marked>,
): Promise<Example> {
  const fields = row as Texts;
  const changed: Partial<Record<string, unknown>> = {};
  for (const field of TEXT_FIELDS) {
    const text = fields[field];
    if (text === undefined || (inputsOnly && field === 'completion')) continue;
    const marked = field === 'text' && 'spans' in row ? { text, spans: row.spans } : { text };
    const after = await change(marked);
    if (after !== marked) Object.assign(changed, { [field]: after.text }, after.spans && { spans: after.spans });
  }
  if ('messages' in row) {
    const messages = [];
    for (const message of row.messages) {
      const marked = { text: message.content };
      const after = inputsOnly && message.role === 'assistant' ? marked : await change(marked);
      messages.push(after === marked ? message : { ...message, content: after.text });
    }
    if (messages.some((message, i) => message !== row.messages[i])) changed.messages = messages;
  }
  return Object.keys(changed).length === 0 ? row : ({ ...row, ...changed } as Example);
}
