import { buildVersion, jsonLines } from '../../../../support/dataset-version.js';

const split = { train: 1 };
const pseudonyms = { split, anonymize: { mode: 'pseudonym' as const } };
const PSEUDONYM = /^person-[0-9a-f]{12}@example\.com$/;

describe('rows that are anonymised', () => {
  it('have the marks in every text of theirs, whatever their task', async () => {
    const options = { split, anonymize: {} };
    const pairs = await buildVersion(
      jsonLines([
        { text: 'I am ann@example.org', textPair: 'call +14155552671', label: 'a' },
        { text: 'nothing', label: 'b' },
      ]),
      { options },
    );
    expect(pairs.splits.train).toEqual([
      expect.objectContaining({ text: 'I am [EMAIL]', textPair: 'call [PHONE]' }),
      expect.objectContaining({ text: 'nothing' }),
    ]);
    const generation = await buildVersion(jsonLines([{ prompt: 'mail ann@a.org', completion: 'to 192.168.7.9' }]), {
      task: 'text-generation',
      options,
    });
    expect(generation.splits.train[0]).toMatchObject({ prompt: 'mail [EMAIL]', completion: 'to [IP]' });
    const messages = [
      { role: 'user', content: 'I am ann@a.org' },
      { role: 'assistant', content: 'Hello ann@a.org' },
    ];
    const chat = await buildVersion(jsonLines([{ messages }]), { task: 'chat', options });
    expect(chat.splits.train[0]!.messages.map(({ content }) => content)).toEqual(['I am [EMAIL]', 'Hello [EMAIL]']);
  });

  it('have their spans where the pieces have gone', async () => {
    const text = 'Ann, ann@example.org, of Paris';
    const spans = [
      { start: 0, end: 3, label: 'PERSON' },
      { start: 5, end: 8, label: 'PERSON' },
      { start: 9, end: 20, label: 'DOMAIN' },
      { start: 25, end: 30, label: 'PLACE' },
    ];
    const { splits, report } = await buildVersion(jsonLines([{ text, spans }]), {
      task: 'token-classification',
      options: { split, anonymize: {} },
    });
    const [row] = splits.train;
    expect(row!.text).toBe('Ann, [EMAIL], of Paris');
    expect(row!.spans.map(({ start, end, label }) => [row!.text.slice(start, end), label])).toEqual([
      ['Ann', 'PERSON'],
      ['[EMAIL]', 'PERSON'],
      ['Paris', 'PLACE'],
    ]);
    expect(report.rows.changed).toMatchObject({ anonymized: 1, spansMerged: 1 });
  });

  it('are compared with each other afterwards', async () => {
    const rows = [
      { text: 'from ann@a.org', label: 'a' },
      { text: 'from bob@a.org', label: 'a' },
      { text: 'from Bob@a.org', label: 'a' },
      { text: 'b', label: 'b' },
    ];
    const kept = async (options: typeof pseudonyms | { split: typeof split; anonymize: object }) =>
      (await buildVersion(jsonLines(rows), { options })).report.rows;
    expect(await kept({ split, anonymize: {} })).toMatchObject({ kept: 2, dropped: { duplicate: 2 } });
    expect(await kept(pseudonyms)).toMatchObject({ kept: 3, dropped: { duplicate: 1 } });
  });

  it('have pseudonyms that are the same with the same key, and others with another', async () => {
    const rows = jsonLines([
      { text: 'ann@a.org', label: 'a' },
      { text: 'call +1 415 555 2671 or (415) 555-2671', label: 'b' },
    ]);
    const texts = async (key: number) => {
      const { splits } = await buildVersion(rows, { options: pseudonyms, pseudonymKey: Buffer.alloc(32, key) });
      return splits.train.map(({ text }) => text).sort((a, b) => b.length - a.length);
    };
    const [phones, email] = await texts(1);
    expect(email).toMatch(PSEUDONYM);
    expect(phones).toMatch(/^call (\[PHONE-[0-9a-f]{12}\]) or \1$/);
    expect(await texts(1)).toEqual([phones, email]);
    expect(await texts(2)).not.toContain(email);
  });

  it('come out the same when they are taken in again', async () => {
    const first = await buildVersion(
      jsonLines([
        { text: 'ann@a.org, 192.168.7.9', label: 'a' },
        { text: 'DE89370400440532013000', label: 'b' },
      ]),
      { options: pseudonyms },
    );
    const again = await buildVersion(jsonLines(first.splits.train), { options: pseudonyms });
    expect(again.splits).toEqual(first.splits);
    expect(again.report.anonymized!.rows).toBe(0);
  });

  it('stay in groups, each of a name of its own also where texts are masked', async () => {
    const rows = ['ann@a.org', 'ann@a.org', 'bob@a.org'].map((group, i) => ({
      text: `${i}`,
      label: `${i % 2}`,
      group,
    }));
    const { splits } = await buildVersion(jsonLines(rows), { options: { split, anonymize: {} } });
    const groups = splits.train.map(({ group }) => group!);
    expect(new Set(groups).size).toBe(2);
    for (const group of groups) expect(group).toMatch(PSEUDONYM);
  });

  it('have their metadata replaced, at every depth and as its names tell, unless that is to be left', async () => {
    const metadata = {
      to: ['ann@a.org', { card: 4111111111111111, n: 7 }],
      phone_number: '4155552671',
      order_id: 4155552671,
    };
    const rows = jsonLines([
      { text: 'a', label: 'a', metadata },
      { text: 'b', label: 'b' },
    ]);
    const metadataOf = async (anonymize: object) =>
      (await buildVersion(rows, { options: { split, anonymize } })).splits.train.find(({ label }) => label === 'a')!
        .metadata;
    expect(await metadataOf({})).toEqual({
      to: ['[EMAIL]', { card: '[CARD]', n: 7 }],
      phone_number: '[PHONE]',
      order_id: 4155552671,
    });
    expect(await metadataOf({ metadata: false })).toEqual(metadata);
  });

  it('are counted by what was found, and shown masked alone', async () => {
    const rows = [
      { text: `${'long before '.repeat(5)}ann@a.org and bob@a.org${' long after'.repeat(5)}`, label: 'a' },
      { text: 'cat@a.org at 192.168.7.9', label: 'b' },
      { text: 'dan@a.org', label: 'b' },
      { text: 'none', label: 'b' },
    ];
    const { report } = await buildVersion(jsonLines(rows), { options: pseudonyms });
    const masked = `${'long before '.repeat(5)}[EMAIL] and [EMAIL]${' long after'.repeat(5)}`;
    const around = (at: number) => `…${masked.slice(at - 24, at + '[EMAIL]'.length + 24)}…`;
    expect(report.rows.changed).toEqual({ anonymized: 3 });
    expect(report.anonymized).toEqual({
      mode: 'pseudonym',
      rows: 3,
      entities: {
        email: {
          pieces: 4,
          rows: 3,
          examples: [around(masked.indexOf('[EMAIL]')), around(masked.lastIndexOf('[EMAIL]')), '[EMAIL] at [IP]'],
        },
        ip: { pieces: 1, rows: 1, examples: ['[EMAIL] at [IP]'] },
      },
    });
  });

  it('leave labels, which are classes, and warn of those that look as if they told of people', async () => {
    const rows = jsonLines([
      { text: 'a', label: 'ann@a.org' },
      { text: 'b', label: 'b' },
    ]);
    const { labels, report } = await buildVersion(rows, { options: { split, anonymize: {} } });
    expect(labels).toContain('ann@a.org');
    expect(report.warnings).toContainEqual(expect.stringMatching(/^1 labels look as if they told of people/));
  });

  it('are cleaned before, so that what is encoded is found, and the examples of cleaning do not show it', async () => {
    const rows = jsonLines([
      { text: '<p>I am ann&#64;a.org</p>', label: 'a' },
      { text: 'b', label: 'b' },
    ]);
    const { splits, report } = await buildVersion(rows, {
      options: { split, cleaning: { html: true }, anonymize: {} },
    });
    expect(splits.train.map(({ text }) => text)).toContain('I am [EMAIL]');
    expect(report.rows.changed).toMatchObject({ html: 1, anonymized: 1 });
    expect(JSON.stringify(report)).not.toMatch(/ann(&#64;|@)/);
  });

  it('are only what was asked for', async () => {
    const rows = jsonLines([
      { text: 'ann@a.org at 192.168.7.9', label: 'a' },
      { text: 'b', label: 'b' },
    ]);
    const { splits } = await buildVersion(rows, { options: { split, anonymize: { entities: ['ip'] } } });
    expect(splits.train.map(({ text }) => text)).toContain('ann@a.org at [IP]');
  });
});

describe('rows that cannot be used, and are to be anonymised', () => {
  const secretive = { tolerate: 0.9, split, anonymize: {} };

  it('are named in the report without what was in them', async () => {
    const lines = [
      '{"text": "ann@a.org", "label": ["ann@a.org"]}',
      '{"text": 4111111111111111, "label": "a"}',
      '{"text": "I am ann@a.org", "label"',
      '["ann@a.org"]',
      '{"text": "a", "label": "a", "time": "ann@a.org"}',
      '{"text": "a", "label": "a", "split": "ann \\"@a.org\\" x"}',
      '{"text": "a", "label": "a"}',
      '{"text": "b", "label": "b"}',
    ];
    const { report } = await buildVersion(lines.join('\n'), { fileName: 'rows.jsonl', options: secretive });
    expect(report.badRows).toHaveLength(6);
    for (const { problem } of report.badRows) {
      expect(problem).toMatch(/^[^"]+ \(what was found is not shown, for the rows are anonymised\)$/);
      expect(problem).not.toMatch(/ann|4111/);
    }
    expect(report.badRows[0]!.problem).toMatch(/^label must be a string/);
  });
});
