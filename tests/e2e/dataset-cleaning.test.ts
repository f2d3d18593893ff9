import { startApp, type TestApp } from '../support/app.js';
import { jsonLines } from '../support/dataset-version.js';
import { datasetsOf } from '../support/datasets.js';

/** A small file as exports of a help desk are: mail in raw form, HTML, broken encodings, quotations, copies. */
const messy = [
  ...Array.from({ length: 20 }, (_, i) => ({
    text: `Order ${i * 7919} has not arrived yet, ${i * 31} days after I paid`,
    label: 'delivery',
  })),
  ...Array.from({ length: 20 }, (_, i) => ({
    text: `The invoice over ${i * 7907} euros from week ${i * 37} is wrong`,
    label: 'billing',
  })),
  { text: '<p>Where is my <b>parcel</b>?<br>It&rsquo;s late &amp; I am leaving</p>', label: 'delivery' },
  { text: 'The cafÃ© in your building charged me twice, itâ€™s a shame', label: 'billing' },
  {
    text: 'From: Ann <ann@example.com>\nSubject: Parcel\n\nIt was broken when it came.\n\n-- \nAnn',
    label: 'delivery',
  },
  {
    text: 'Yes, the second one.\n\nOn Monday, Bob <b@example.com> wrote:\n> Which invoice is wrong?',
    label: 'billing',
  },
  { text: 'soft\u00adly   spaced\u200b  words about a late parcel', label: 'delivery' },
  { text: 'Bonjour, je voudrais savoir où est ma commande', label: 'delivery' },
  { text: 'hm', label: 'billing' },
  { text: '<style>p { color: red }</style>', label: 'billing' },
  { text: 'I want my money back today', label: 'billing' },
  { text: 'I want my money back today', label: 'delivery' },
  ...['now', 'today', 'soon'].map((when) => ({
    text: `Dear team, I have been waiting for my parcel since the first week of March and nobody answers, please call me ${when}`,
    label: 'delivery',
  })),
];

const cleaning = {
  mime: true,
  html: true,
  encoding: true,
  unicode: 'NFC',
  controlCharacters: true,
  quotedMail: true,
  boilerplate: true,
  whitespace: true,
  language: { keep: ['en'] },
  length: { minCharacters: 5 },
  conflicts: 'drop',
  nearDuplicates: { threshold: 0.8, action: 'drop' },
} as const;

describe('cleaning of data sets', () => {
  let app: TestApp;
  let datasets: ReturnType<typeof datasetsOf>;
  beforeAll(async () => {
    app = await startApp();
    datasets = datasetsOf(app);
  });
  afterAll(() => app.stop());

  const reportOf = async (id: string, version: number) => {
    const path = { id, version };
    const { data } = await app.client.GET('/v1/datasets/{id}/versions/{version}/report', { params: { path } });
    return data!;
  };

  it('cleans a messy file, and says what each step did', async () => {
    const id = await datasets.create();
    const version = await datasets.make(id, jsonLines(messy), { name: 'messy.jsonl', options: { cleaning } });
    expect(version).toMatchObject({ status: 'ready', recipe: { options: { cleaning } } });
    const report = await reportOf(id, 1);
    expect(report.rows).toMatchObject({
      read: messy.length,
      kept: 46,
      dropped: { language: 1, tooShort: 1, emptied: 1, conflict: 2, nearDuplicate: 2 },
      changed: { mime: 1, html: 2, encoding: 1, controlCharacters: 1, quotedMail: 1, boilerplate: 1, whitespace: 1 },
    });
    expect(report.leakage.near).toEqual({ trainValidation: 0, trainTest: 0, validationTest: 0 });
    const shown = Object.fromEntries(report.examples.map((example) => [example.step, example]));
    expect(shown.encoding).toMatchObject({
      line: 42,
      before: messy[41]!.text,
      after: messy[41]!.text.replace('cafÃ©', 'café').replace('â€™', '’'),
    });
    expect(shown.language).toMatchObject({
      before: expect.stringMatching(/^Bonjour/),
      after: null,
      note: expect.stringMatching(/^Found fr/),
    });
    expect(shown.conflict).toMatchObject({ line: null, before: 'I want my money back today' });
    expect(shown.nearDuplicate!.note).toMatch(/^Near to: Dear team, .* now$/);

    const content = await (await app.fetch(`/v1/datasets/${id}/versions/1/content`)).text();
    const texts = content
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).text);
    expect(texts).toEqual(
      expect.arrayContaining([
        'Where is my parcel? It’s late & I am leaving',
        'Parcel\n\nIt was broken when it came.',
        'Yes, the second one.',
        'softly spaced words about a late parcel',
      ]),
    );

    const again = await datasets.make(id, jsonLines(messy), {
      name: 'messy.jsonl',
      options: { cleaning, extend: null },
    });
    expect(again.digest).toBe(version.digest);
  });

  it('keeps near duplicates on one side of the split where asked', async () => {
    const id = await datasets.create();
    const rows = messy.map(({ text, label }, i) => ({
      text: `${text} (message ${i} of the week that I wrote to you)`,
      label,
    }));
    const options = { split: { train: 0.6, validation: 0.2, test: 0.2, groupNear: true } };
    const version = await datasets.make(id, jsonLines([...messy, ...rows]), { name: 'rows.jsonl', options });
    expect(version).toMatchObject({
      status: 'ready',
      recipe: {
        options: { cleaning: { nearDuplicates: { threshold: 0.8, action: 'keep' } }, split: { groupNear: true } },
      },
    });
    const { leakage, rows: counts } = await reportOf(id, 1);
    expect(leakage.near).toEqual({ trainValidation: 0, trainTest: 0, validationTest: 0 });
    expect(counts.dropped).toEqual({});
  });

  it('fails a version of which nothing is left, naming the steps', async () => {
    const id = await datasets.create();
    const options = { cleaning: { language: { keep: ['zh'] }, length: { minCharacters: 5 } } };
    const version = await datasets.make(id, jsonLines(messy), { name: 'messy.jsonl', options });
    expect(version).toMatchObject({
      status: 'failed',
      error: {
        code: 'no-rows',
        message: expect.stringMatching(/^Expected rows to be left; all 53 .*language \d+, tooShort 1/),
      },
    });
  });

  it.each([
    ['token-classification', { cleaning: { mime: true } }, 'options.cleaning.mime'],
    ['text-classification', { cleaning: { spelling: true } }, 'options.cleaning.spelling'],
    ['text-classification', { cleaning: { language: { keep: ['klingon'] } } }, 'options.cleaning.language.keep.0'],
    [
      'text-classification',
      { cleaning: { duplicates: 'keep', nearDuplicates: {} } },
      'options.cleaning.nearDuplicates',
    ],
  ] as const)('refuses for %s what it cannot do: %j', async (task, options, path) => {
    const id = await datasets.create(task);
    const { status, body } = await datasets.upload(id, jsonLines(messy), { name: 'rows.jsonl', options });
    expect(status).toBe(422);
    expect(body.errors).toContainEqual({ path, message: expect.stringMatching(/\w/) });
  });
});
