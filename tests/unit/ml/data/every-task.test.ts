import {
  DATASET_TASKS,
  type DatasetTask,
  EXAMPLE_SCHEMAS,
  type StoredExample,
} from '../../../../src/ml/data/example.js';
import { fieldsOf, requiredFields } from '../../../../src/ml/data/task-rows.js';
import { csvColumns, csvHeader, csvRow } from '../../../../src/ml/data/write-csv.js';
import { buildVersion, jsonLines } from '../../../support/dataset-version.js';

/** Rows with all that text may hold: quotes, line breaks, white space at the ends. */
const rows: { [Task in DatasetTask]: (i: number) => object } = {
  'text-classification': (i) => ({ text: ` ${i} "a",\nb`, textPair: `p${i}`, label: i % 2 ? 'x' : 'y, z' }),
  'multi-label-classification': (i) => ({ text: `t${i}`, labels: i % 2 ? ['a|b', 'c'] : [] }),
  'text-regression': (i) => ({ text: `t${i}`, value: i / 3 }),
  'token-classification': (i) => ({ text: `"Ann" ${i}`, spans: i % 2 ? [{ start: 1, end: 4, label: 'a, "b"' }] : [] }),
  'text-generation': (i) => ({ prompt: `p\t${i} `, completion: `\n "${i}"` }),
  chat: (i) => ({
    messages: [
      { role: 'user', content: `a\n"${i}" ` },
      { role: 'assistant', content: `${i}, b` },
    ],
  }),
  text: (i) => ({ text: `t${i}` }),
};
const common = { group: 'g', time: '2026-01-02T03:04:05.000Z', weight: 2, metadata: { k: [1, 'ä'] } };

describe.each(DATASET_TASKS)('rows of %s', (task) => {
  const made = Array.from({ length: 6 }, (_, i) => ({
    ...rows[task](i),
    ...common,
    split: (['train', 'validation', 'test', 'train', 'train', 'train'] as const)[i]!,
  }));

  it('have the fields that their schema has', () => {
    const schema = EXAMPLE_SCHEMAS[task];
    expect(fieldsOf(task).toSorted()).toEqual(Object.keys(schema.shape).sort());
    expect(requiredFields(task).every((field) => field in made[0]!)).toBe(true);
    expect(schema.safeParse(made[0])).toMatchObject({ success: true });
    const fitting = DATASET_TASKS.filter((other) => EXAMPLE_SCHEMAS[other].safeParse(made[0]).success);
    expect(fitting).toEqual([task]);
  });

  it('come back from JSON Lines and from CSV as they were', async () => {
    const { splits } = await buildVersion(jsonLines(made), { task });
    const stored = Object.values(splits).flat() as StoredExample[];
    expect(stored.map(({ id, ...fields }) => fields)).toEqual(
      expect.arrayContaining(made.map((row) => expect.objectContaining(row))),
    );
    const columns = csvColumns(task);
    const csv = csvHeader(columns) + stored.map((row) => csvRow(columns, row)).join('');
    for (const source of [jsonLines(stored), csv]) {
      const again = await buildVersion(source, { task });
      expect(again.splits).toEqual(splits);
      expect(again.report.warnings.join()).not.toContain('metadata');
    }
  });
});
