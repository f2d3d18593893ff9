import type { CleaningOptions } from '../../../../../src/ml/data/cleaning/cleaning-options.js';
import { LANGUAGES } from '../../../../../src/ml/data/cleaning/languages.js';
import { resolveOptions, VersionOptions } from '../../../../../src/ml/data/options.js';
import { buildVersion, jsonLines, rowsOf } from '../../../../support/dataset-version.js';

const ALL = { train: 1 };
const base = rowsOf({ a: 4, b: 4 });
const build = (rows: readonly object[], cleaning: CleaningOptions, split: VersionOptions['split'] = ALL) =>
  buildVersion(jsonLines([...base, ...rows]), { options: { cleaning, split } });

describe('cleaning', () => {
  it('does nothing but drop exact duplicates unasked, and its recipe stays what it was', async () => {
    const { resolved } = resolveOptions('text-classification', {}, false);
    expect(resolved.cleaning).toEqual({ duplicates: 'drop' });
    expect(resolved.split).not.toHaveProperty('groupNear');
    const { splits, report } = await build([{ text: ' <b>x</b>\u200b ', label: 'a' }], undefined);
    expect(splits.train.at(-1)!.text).toBe(' <b>x</b>\u200b ');
    expect(report).toMatchObject({ rows: { changed: {} }, examples: [], leakage: { near: null } });
  });

  it('counts the rows that each step changed, and shows some', async () => {
    const rows = [
      { text: '<p>An  <b>offer</b></p>', textPair: 'caf\u00c3\u00a9', label: 'a' },
      { text: 'plain', label: 'a' },
      { text: 'soft\u00adly  now', label: 'b' },
    ];
    const cleaning = { html: true, encoding: true, controlCharacters: true, whitespace: true };
    const { splits, report } = await build(rows, cleaning);
    expect(splits.train.slice(8).map(({ text, textPair }) => [text, textPair])).toEqual([
      ['An offer', 'café'],
      ['plain', undefined],
      ['softly now', undefined],
    ]);
    expect(report.rows.changed).toEqual({ html: 1, encoding: 1, controlCharacters: 1, whitespace: 1 });
    expect(report.examples).toContainEqual({
      step: 'html',
      line: 9,
      before: '<p>An  <b>offer</b></p>',
      after: 'An offer',
      note: null,
    });
    expect(report.examples).toHaveLength(4);
  });

  it('gives rows that are the same after cleaning the same id, so that they are duplicates', async () => {
    const { report } = await build([{ text: '<p>text 0 about a</p>', label: 'a' }], { html: true });
    expect(report.rows).toMatchObject({ kept: 8, dropped: { duplicate: 1 }, changed: { html: 1 } });
  });

  it('shows the place that a step changed in a long text', async () => {
    const { report } = await build([{ text: `${'x '.repeat(300)}caf\u00c3\u00a9${' y'.repeat(300)}`, label: 'a' }], {
      encoding: true,
    });
    expect(report.examples[0]).toMatchObject({
      before: expect.stringMatching(/^… x .*cafÃ© y .*…$/),
      after: expect.stringMatching(/^… x .*café y .*…$/),
    });
  });

  it('drops rows of which nothing is left', async () => {
    const { report } = await build([{ text: '<style>p {}</style>', label: 'a' }], { html: true });
    expect(report.rows).toMatchObject({ kept: 8, dropped: { emptied: 1 } });
    expect(report.examples.at(-1)).toMatchObject({
      step: 'emptied',
      line: 9,
      before: '<style>p {}</style>',
      after: null,
    });
  });

  it('moves spans with their text, and takes away those whose text goes', async () => {
    const rows = [
      {
        text: 'Ann  lives in  Paris',
        spans: [
          { start: 5, end: 10, label: 'X' },
          { start: 15, end: 20, label: 'PLACE' },
        ],
      },
      { text: 'Yes\n> Ann', spans: [{ start: 6, end: 9, label: 'X' }] },
    ];
    const options = { split: ALL, cleaning: { whitespace: true, quotedMail: true } };
    const { splits, report } = await buildVersion(jsonLines(rows), { task: 'token-classification', options });
    expect(
      splits.train.map(({ text, spans }) => [text, spans.map(({ start, end }) => text.slice(start, end))]),
    ).toEqual([
      ['Ann lives in Paris', ['lives', 'Paris']],
      ['Yes', []],
    ]);
    expect(report.rows.changed).toEqual({ whitespace: 1, quotedMail: 1, spansRemoved: 1 });
  });

  it('changes prompts and completions, and all messages; of mail only what the model is given', async () => {
    const mail = 'Yes  please\n> Shall we?';
    const cleaning = { quotedMail: true, whitespace: true };
    const generation = await buildVersion(jsonLines([{ prompt: mail, completion: mail }]), {
      task: 'text-generation',
      options: { split: ALL, cleaning },
    });
    expect(generation.splits.train[0]).toMatchObject({ prompt: 'Yes please', completion: 'Yes please\n> Shall we?' });
    const messages = [
      { role: 'user', content: mail },
      { role: 'assistant', content: mail },
    ];
    const chat = await buildVersion(jsonLines([{ messages }]), { task: 'chat', options: { split: ALL, cleaning } });
    expect(chat.splits.train[0]!.messages.map(({ content }) => content)).toEqual([
      'Yes please',
      'Yes please\n> Shall we?',
    ]);
  });

  it('leaves the rows of a version that is extended as they are', async () => {
    const parent = await buildVersion(jsonLines([...base, { text: 'two  spaces', label: 'a' }]), {
      options: { split: ALL },
    });
    const child = await buildVersion(jsonLines([{ text: 'three   spaces', label: 'a' }]), {
      extend: parent.splits,
      options: { cleaning: { whitespace: true, length: { minCharacters: 12 } } },
    });
    expect(child.splits.train.map(({ text }) => text)).toEqual([
      ...parent.splits.train.map(({ text }) => text),
      'three spaces',
    ]);
  });

  it('fails a version of which no row is left, naming the steps', async () => {
    const cleaning: CleaningOptions = { length: { minWords: 3 }, language: { keep: ['de'] } };
    const rows = [
      { text: 'one', label: 'a' },
      { text: 'two', label: 'b' },
      { text: 'The order that I sent last week has not arrived yet', label: 'b' },
    ];
    await expect(buildVersion(jsonLines(rows), { options: { cleaning } })).rejects.toMatchObject({
      code: 'no-rows',
      message: expect.stringMatching(/all 3 that were read are dropped: tooShort 2, language 1\./),
    });
    const few = [...rows, { text: 'Das ist ein ganz normaler deutscher Satz', label: 'b' }];
    await expect(buildVersion(jsonLines(few), { options: { cleaning } })).rejects.toMatchObject({
      code: 'one-class',
      message: expect.stringMatching(/Of 4 rows read were dropped: tooShort 2, language 1\.$/),
    });
  });
});

describe('filters', () => {
  it('drop rows that are surely in another language', async () => {
    const rows = [
      'Bonjour, je voudrais annuler mon abonnement',
      'Die Rechnung stimmt nicht, bitte prüfen Sie das',
      'My invoice is wrong, please correct it',
      'Password reset',
      'ok',
      '12345',
      '你好，请问我的订单在哪里',
    ].map((text) => ({ text, label: 'a' }));
    const { splits, report } = await build(rows, { language: { keep: ['en', 'de'] } });
    expect(report.rows.dropped).toEqual({ language: 2 });
    expect(splits.train).toHaveLength(8 + 5);
    expect(report.examples.map(({ before, note }) => [before.slice(0, 7), note!.slice(0, 9)])).toEqual([
      ['Bonjour', 'Found fr,'],
      ['你好，请问我的', 'Found zh,'],
    ]);
  });

  it('know the languages that the detector knows', async () => {
    const { eld } = await import('eld/small');
    expect(Object.values(eld.info().Languages).sort()).toEqual([...LANGUAGES]);
  });

  it('drop rows that are too short or too long', async () => {
    const rows = ['a b', 'a b c d e f g', 'x'.repeat(50), '我们的订单在哪里呢'].map((text) => ({ text, label: 'a' }));
    const words = await build(rows, { length: { minWords: 3, maxWords: 6 } });
    expect(words.report.rows.dropped).toEqual({ tooShort: 2, tooLong: 2 });
    const characters = await build(rows, { length: { maxCharacters: 49, minCharacters: 4 } });
    expect(characters.report.rows.dropped).toEqual({ tooShort: 1, tooLong: 1 });
    expect(characters.report.examples.at(-1)).toMatchObject({ step: 'tooLong', note: 'It has 50 characters.' });
  });
});

describe('conflicts', () => {
  const votes = ['a', 'a', 'b', 'c'].map((label) => ({ text: 'disputed', label }));
  const tie = ['a', 'b'].map((label) => ({ text: 'even', label }));

  it('are kept unless asked', async () => {
    const { report } = await build([...votes, ...tie], {});
    expect(report).toMatchObject({ conflicts: 2, rows: { dropped: { duplicate: 1 } } });
  });

  it('are dropped, or settled by most votes, where a tie has none', async () => {
    const dropped = await build([...votes, ...tie], { conflicts: 'drop' });
    expect(dropped.report).toMatchObject({ conflicts: 0, rows: { kept: 8, dropped: { duplicate: 1, conflict: 5 } } });
    const settled = await build([...votes, ...tie], { conflicts: 'majority' });
    expect(settled.report).toMatchObject({ conflicts: 0, rows: { kept: 9, dropped: { duplicate: 1, conflict: 4 } } });
    expect(settled.splits.train.at(-1)).toMatchObject({ text: 'disputed', label: 'a' });
    expect(settled.report.examples[0]).toMatchObject({
      step: 'conflict',
      before: 'disputed',
      note: 'Its answer is b; another row says a.',
    });
  });

  it('of many rows take linear time', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => ({ prompt: 'the same', completion: `answer ${i}` }));
    const options = { split: ALL, cleaning: { conflicts: 'drop' as const } };
    const build = buildVersion(jsonLines([...rows, { prompt: 'other', completion: 'x' }]), {
      task: 'text-generation',
      options,
    });
    expect((await build).report.rows).toMatchObject({ kept: 1, dropped: { conflict: 30_000 } });
  }, 10_000);
});

describe('options of cleaning', () => {
  const issuesOf = (task: 'text' | 'token-classification', options: VersionOptions) =>
    resolveOptions(task, options, false).issues.map(({ path, message }) => `${path}: ${message}`);

  it('refuse unknown steps, naming those there are', () => {
    const message = VersionOptions.safeParse({ cleaning: { emoji: true } }).error!.message;
    expect(message).toMatch(/There is no cleaning step \\"emoji\\"; there are mime, html, .*nearDuplicates/);
    expect(VersionOptions.safeParse({ cleaning: { language: { keep: ['xx'] } } }).success).toBe(false);
    expect(VersionOptions.safeParse({ cleaning: { nearDuplicates: { threshold: 0.2 } } }).success).toBe(false);
  });

  it('refuse what cannot be done, or contradicts itself', () => {
    expect(issuesOf('token-classification', { cleaning: { html: true } })[0]).toMatch(
      /^cleaning.html: The places of spans/,
    );
    expect(issuesOf('text', { cleaning: { conflicts: 'drop' } })[0]).toMatch(/no answers that could conflict/);
    expect(issuesOf('text', { cleaning: { length: {} } })[0]).toMatch(/found none/);
    expect(issuesOf('text', { cleaning: { length: { minWords: 3, maxWords: 2 } } })[0]).toMatch(/no row could stay/);
    expect(issuesOf('text', { cleaning: { duplicates: 'keep', nearDuplicates: {} } })[0]).toMatch(
      /set its action to keep/,
    );
    expect(issuesOf('text', { split: { by: 'column', groupNear: true } })[0]).toMatch(/`groupNear` has no effect/);
    expect(issuesOf('text', { cleaning: { html: true, nearDuplicates: {} } })).toEqual([]);
  });
});
