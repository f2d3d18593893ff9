import type { paths } from '../../openapi/client.js';
import type { DatasetTask } from '../../src/ml/data/example.js';
import { startApp, type TestApp } from '../support/app.js';
import { jsonLines } from '../support/dataset-version.js';
import { datasetsOf } from '../support/datasets.js';

type Body = NonNullable<paths['/v1/datasets/{id}/versions']['post']['requestBody']>['content']['application/json'];
type Examples = Extract<Body, { examples: unknown }>['examples'];

const N = 20;
const times = <T>(make: (i: number) => T): T[] => Array.from({ length: N }, (_, i) => make(i));

const spanRows = times((i) => ({
  text: `Ann wrote ${i} letters to Paris`,
  spans: [
    { start: 0, end: 3, label: 'PERSON' },
    { start: 10, end: 10 + String(i).length, label: 'NUMBER' },
  ],
}));
const promptRows = times((i) => ({ prompt: `${i} plus 1, in "words"?`, completion: `It is ${i + 1},\nI think.` }));
const chatRows = times((i) => ({
  messages: [
    { role: 'system' as const, content: 'You add.' },
    { role: 'user' as const, content: `${i} plus 1?` },
    { role: 'assistant' as const, content: `${i + 1}` },
  ],
}));

const cell = (value: unknown) =>
  `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`;
const csv = (header: string, rows: readonly object[]) =>
  `${header}\n${rows.map((row) => `${Object.values(row).map(cell).join()}\n`).join('')}`;

describe('data sets of every task', () => {
  let app: TestApp;
  let datasets: ReturnType<typeof datasetsOf>;
  beforeAll(async () => {
    app = await startApp();
    datasets = datasetsOf(app);
  });
  afterAll(() => app.stop());

  const content = async (id: string, version: number, query = '') =>
    (await app.fetch(`/v1/datasets/${id}/versions/${version}/content?${query}`)).text();

  const cases: [DatasetTask, string, Examples, string[] | null][] = [
    ['token-classification', 'sentence,entities', spanRows, ['NUMBER', 'PERSON']],
    ['text-generation', 'instruction,response', promptRows, null],
    ['chat', 'conversations', chatRows, null],
  ];

  it.each(cases)('take %s from files and from requests, and give it back', async (task, header, rows, labels) => {
    const id = await datasets.create(task);
    const first = await datasets.make(id, jsonLines(rows), { name: 'rows.jsonl' });
    expect(first).toMatchObject({ status: 'ready', labels, counts: { train: 16, validation: 2, test: 2 } });
    const whole = await content(id, 1);

    const sources: [string, string][] = [
      ['rows.json', JSON.stringify(rows)],
      ['rows.csv', csv(header, rows)],
      ['again.csv', await content(id, 1, 'format=csv')],
      ['again.jsonl', whole],
    ];
    for (const [name, file] of sources) {
      const version = await datasets.make(id, file, { name });
      expect(version.error).toBeNull();
      const lines = (text: string) => text.split('\n').sort();
      expect(lines(await content(id, version.version))).toEqual(lines(whole));
    }

    const sent = await app.client.POST('/v1/datasets/{id}/versions', {
      params: { path: { id } },
      body: { examples: rows },
    });
    expect(sent.response.status).toBe(202);
    expect(await datasets.settled(id, sent.data!.version)).toMatchObject({ status: 'ready', counts: first.counts });

    const path = { id, version: 1 };
    const { data: page } = await app.client.GET('/v1/datasets/{id}/versions/{version}/examples', {
      params: { path, query: { limit: 100 } },
    });
    expect(page!.data.map(({ id, split, ...example }) => example)).toEqual(expect.arrayContaining(rows));
    const { data: report } = await app.client.GET('/v1/datasets/{id}/versions/{version}/report', { params: { path } });
    expect(report).toMatchObject({ rows: { read: N, kept: N }, conflicts: 0, tokens: { rows: N } });
    if (task === 'token-classification') expect(report!.labels.PERSON).toEqual({ train: 16, validation: 2, test: 2 });
  });

  it.each<[DatasetTask, object, string]>([
    ['token-classification', { text: 'a', spans: [{ start: -1, end: 1, label: 'x' }] }, 'examples.1.spans.0.start'],
    ['token-classification', { text: 'a', label: 'x' }, 'examples.1.spans'],
    ['text-generation', { prompt: 'a', completion: '' }, 'examples.1.completion'],
    ['chat', { messages: [{ role: 'human', content: 'a' }, chatRows[0]!.messages[2]] }, 'examples.1.messages.0.role'],
    ['chat', { text: 'a' }, 'examples.1.messages'],
  ])('refuse examples in a request that are none of %s', async (task, example, path) => {
    const id = await datasets.create(task);
    const good = { 'token-classification': spanRows, 'text-generation': promptRows, chat: chatRows }[task as 'chat'];
    const response = await app.fetch(`/v1/datasets/${id}/versions`, {
      method: 'POST',
      body: { examples: [good[0], example] },
    });
    expect(response.status).toBe(422);
    expect(((await response.json()) as { errors: unknown[] }).errors).toContainEqual({
      path,
      message: expect.any(String),
    });
  });

  it.each<[DatasetTask, object, RegExp]>([
    [
      'token-classification',
      { text: 'ab', spans: [{ start: 0, end: 3, label: 'x' }] },
      /^Line 21 spans has "x" from 0/,
    ],
    ['text-generation', { prompt: 'a', completion: ' ' }, /^Line 21 completion is empty/],
    ['chat', { messages: chatRows[0]!.messages.slice(0, 2) }, /^Line 21 messages has none of the assistant/],
  ])('fail a version of %s, naming the line', async (task, row, message) => {
    const good = { 'token-classification': spanRows, 'text-generation': promptRows, chat: chatRows }[task as 'chat'];
    const id = await datasets.create(task);
    const version = await datasets.make(id, jsonLines([...good, row]), { name: 'rows.jsonl' });
    expect(version).toMatchObject({
      status: 'failed',
      error: { code: 'bad-rows', message: expect.stringMatching(message) },
    });
  });
});
