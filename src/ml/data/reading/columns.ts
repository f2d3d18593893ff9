import { InputError } from '../../input-error.js';
import type { DatasetTask, Field } from '../example.js';
import { fieldsOf, requiredFields } from '../task-rows.js';

/** Names that other tools give to our fields, most telling first. Compared without case, spaces, `_` and `-`. */
const SYNONYMS: Record<Field, readonly string[]> = {
  text: [
    'text',
    'sentence',
    'content',
    'message',
    'body',
    'document',
    'review',
    'comment',
    'input',
    'sentence1',
    'text1',
  ],
  textPair: ['textpair', 'sentence2', 'text2', 'pair'],
  label: ['label', 'class', 'category', 'target', 'sentiment', 'intent', 'labelname', 'topic'],
  labels: ['labels', 'classes', 'categories', 'tags', 'topics'],
  value: ['value', 'score', 'target', 'rating', 'label', 'y'],
  spans: ['spans', 'entities', 'annotations'],
  prompt: ['prompt', 'instruction', 'question', 'query', 'input'],
  completion: ['completion', 'response', 'output', 'answer', 'reply', 'target'],
  messages: ['messages', 'conversations', 'conversation', 'dialogue', 'dialog', 'chat'],
  group: ['group', 'groupid'],
  time: ['time', 'timestamp', 'datetime', 'date', 'createdat'],
  split: ['split', 'fold', 'subset', 'partition'],
  weight: ['weight', 'sampleweight'],
  metadata: ['metadata'],
};

/** Our field → their column. Columns that are in none go into the rows' metadata. */
export type ColumnMapping = Partial<Record<Field, string>>;

export interface ColumnWishes {
  /** As the options say; null where a field is to be taken from none. */
  told: Partial<Record<Field, string | null>>;
  groupBy: string | null;
  /** What else to look at where a column is not found. */
  hint: string | null;
}

/**
 * Maps our fields to a file's columns: as told, else by name. the fields that every row of the task has must be found; the other
 * fields are only taken from columns of exactly their name or a synonym, and stay empty otherwise.
 */
export function mapColumns(
  task: DatasetTask,
  names: readonly string[],
  { told, groupBy, hint }: ColumnWishes,
): ColumnMapping {
  const there = hint ? `${listed(names)} ${hint}` : listed(names);
  const mapping: ColumnMapping = {};
  const taken = new Set<string>();
  for (const [field, name] of Object.entries(told) as [Field, string | null][]) {
    if (name === null) continue;
    if (!names.includes(name)) {
      const asked =
        name === groupBy && field === 'group'
          ? 'options.split.groupBy groups by'
          : `options.columns takes ${field} from`;
      throw new InputError(
        'column-not-found',
        `${asked} the column ${JSON.stringify(name)}, which is not there. ${there}`,
      );
    }
    mapping[field] = name;
    taken.add(name);
  }
  for (const field of fieldsOf(task)) {
    if (told[field] !== undefined) continue;
    const name = guess(field, names, taken);
    if (name === undefined) continue;
    mapping[field] = name;
    taken.add(name);
  }
  for (const field of requiredFields(task)) {
    if (mapping[field] !== undefined) continue;
    throw new InputError(
      'column-not-found',
      `The task ${task} needs a column for ${field}; none was recognised. ${there} ` +
        `Say which one it is: {"columns": {"${field}": "…"}} in the options. A CSV file needs a header line.`,
    );
  }
  return mapping;
}

function guess(field: Field, names: readonly string[], taken: ReadonlySet<string>): string | undefined {
  if (names.includes(field) && !taken.has(field)) return field;
  for (const synonym of SYNONYMS[field]) {
    const found = names.find((name) => plain(name) === synonym && !taken.has(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function listed(names: readonly string[]): string {
  const some = names.slice(0, 30).map((name) => JSON.stringify(name));
  return `The columns are ${some.join(', ')}${names.length > 30 ? ', …' : ''}.`;
}
