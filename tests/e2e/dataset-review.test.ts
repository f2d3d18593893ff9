import { createHash } from 'node:crypto';
import { Random } from '../../src/ml/random.js';
import { startApp, type TestApp } from '../support/app.js';
import { datasetsOf } from '../support/datasets.js';
import { faultsOf, reachesOf } from '../support/well-formed.js';

const TOPICS = {
  billing: ['invoice', 'refund', 'charged', 'payment', 'card', 'receipt'],
  shipping: ['parcel', 'courier', 'delivery', 'tracking', 'arrived', 'warehouse'],
  login: ['password', 'account', 'reset', 'locked', 'email', 'verify'],
} as const;
type Topic = keyof typeof TOPICS;
const NAMES = Object.keys(TOPICS) as Topic[];
const FILLERS = ['please', 'today', 'again', 'why', 'still', 'my', 'the', 'since', 'monday', 'help', 'never', 'order'];

/** Tickets of a few words each, every twentieth under a wrong label. */
function tickets(rows: number) {
  const random = new Random(1);
  return Array.from({ length: rows }, (_, i) => {
    const topic = NAMES[i % 3]!;
    const word = () => TOPICS[topic][random.below(6)]!;
    const filler = () => FILLERS[random.below(FILLERS.length)]!;
    const flipped = i % 20 === 3;
    return {
      flipped,
      text: `${filler()} ${word()} ${filler()} ${word()} ${filler()} ticket ${i}`,
      label: flipped ? NAMES[(i + 1) % 3]! : topic,
    };
  });
}
const csvOf = (rows: readonly { text: string; label: string }[]) =>
  `text,label\n${rows.map(({ text, label }) => `"${text.replaceAll('"', '""')}",${label}\n`).join('')}`;

describe('the review of a version', () => {
  let app: TestApp;
  let datasets: ReturnType<typeof datasetsOf>;
  beforeAll(async () => {
    app = await startApp();
    datasets = datasetsOf(app);
  });
  afterAll(() => app.stop());

  const reportOf = async (id: string, version: number) => {
    const params = { path: { id, version } };
    return (await app.client.GET('/v1/datasets/{id}/versions/{version}/report', { params })).data!;
  };
  const pageOf = async (id: string, version: number) => {
    const params = { path: { id, version }, query: { format: 'html' as const } };
    const { data, response } = await app.client.GET('/v1/datasets/{id}/versions/{version}/report', {
      params,
      parseAs: 'text',
    });
    return { html: data as unknown as string, headers: response.headers };
  };

  it('lists the labels that look wrong, a page at a time, and drops none', async () => {
    const rows = tickets(400);
    const id = await datasets.create();
    const version = await datasets.make(id, csvOf(rows));
    expect(version.status).toBe('ready');
    const { suspiciousLabels, rows: counted, warnings } = await reportOf(id, 1);
    expect(counted).toMatchObject({ read: 400, kept: 400 });
    const found: { text: string; label: string; suggested: string }[] = [];
    let after: string | undefined;
    do {
      const query = { limit: 7, ...(after ? { after } : {}) };
      const { data } = await app.client.GET('/v1/datasets/{id}/versions/{version}/suspicious-labels', {
        params: { path: { id, version: 1 }, query },
      });
      found.push(...data!.data);
      after = data!.nextCursor ?? undefined;
    } while (after);
    expect(suspiciousLabels).toMatchObject({ reason: null, rows: 400, found: found.length });
    expect(warnings).toContainEqual(expect.stringMatching(/labels of the 400 looked at may be wrong/));
    const wrong = new Set(rows.filter(({ flipped }) => flipped).map(({ text }) => text));
    const hits = found.filter(({ text }) => wrong.has(text));
    expect(hits.length / wrong.size).toBeGreaterThan(0.6);
    expect(hits.length / found.length).toBeGreaterThan(0.8);
    expect(hits.every(({ text, suggested }) => TOPICS[suggested as Topic].some((word) => text.includes(word)))).toBe(
      true,
    );
  });

  it('says where it is not available', async () => {
    const id = await datasets.create('text-regression');
    const rows = Array.from({ length: 30 }, (_, i) => `text ${i},${i}\n`).join('');
    const csv = `text,value\n${rows}`;
    const refused = await datasets.upload(id, csv, { options: { review: { suspiciousLabels: true } } });
    const message = expect.stringMatching(/not available for this task, text-regression/);
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'options.review.suspiciousLabels', message }] },
    });
    await datasets.make(id, csv);
    const path = { id, version: 1 };
    const { error } = await app.client.GET('/v1/datasets/{id}/versions/{version}/suspicious-labels', {
      params: { path },
    });
    expect(error).toMatchObject({ status: 409, code: 'suspicious-labels-unavailable', detail: message });
    expect((await reportOf(id, 1)).suspiciousLabels).toMatchObject({ reason: message, found: 0 });
    expect((await pageOf(id, 1)).html).toContain('Labels were not looked at. Suspicious labels are not available');
  });

  it('shows the report as a page that nothing from outside gets into', async () => {
    const hostile = [
      { text: '</style><script>alert(1)</script> parcel', label: '<img src=x onerror=alert(2)>' },
      { text: '"quoted" & \u202Ereversed parcel', label: '<img src=x onerror=alert(2)>' },
    ];
    const id = await datasets.create();
    const split = { train: 1 };
    await datasets.make(id, csvOf([...tickets(100), ...hostile, { text: ' ', label: 'bad' }]), {
      options: { split, tolerate: 0.1 },
    });
    const { html, headers } = await pageOf(id, 1);
    expect(faultsOf(html)).toEqual([]);
    expect(reachesOf(html.replaceAll(/&lt;img src=x onerror=alert\(2\)&gt;/g, ''))).toEqual([]);
    expect(html).toContain('&lt;img src=x onerror=alert(2)&gt;');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const style = /<style>([^<]*)<\/style>/.exec(html)![1]!;
    const sum = createHash('sha256').update(style).digest('base64');
    expect(headers.get('content-security-policy')).toContain(`default-src 'none'; style-src 'sha256-${sum}'`);
    for (const heading of [
      'Warnings',
      'Rows',
      'Splits',
      'Labels',
      'Lengths',
      'Leakage and conflicts',
      'Suspicious labels',
    ]) {
      expect(html).toMatch(new RegExp(`<h2 id="[\\w-]+">${heading}</h2>`));
    }
  });

  it('gives the page to browsers and JSON to programs', async () => {
    const id = await datasets.create();
    await datasets.make(id, csvOf(tickets(60)));
    const get = async (accept: string, query = '') => {
      const response = await app.fetch(`/v1/datasets/${id}/versions/1/report${query}`, { headers: { accept } });
      return response.headers.get('content-type');
    };
    expect(await get('text/html,application/xhtml+xml,*/*;q=0.8')).toMatch(/^text\/html/);
    expect(await get('*/*')).toMatch(/^application\/json/);
    expect(await get('application/json')).toMatch(/^application\/json/);
    expect(await get('text/html', '?format=json')).toMatch(/^application\/json/);
    expect(await get('application/json', '?format=html')).toMatch(/^text\/html/);
    expect((await app.fetch(`/v1/datasets/${id}/versions/1/report?format=pdf`)).status).toBe(422);
  });

  it('keeps the test split of an earlier version for a fresh upload', async () => {
    const id = await datasets.create();
    const rows = tickets(200);
    await datasets.make(id, csvOf(rows));
    const contentOf = async (version: number, split: string) =>
      (await app.fetch(`/v1/datasets/${id}/versions/${version}/content?split=${split}`)).text();
    const test = (await contentOf(1, 'test'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(test).toHaveLength(20);
    // The new export: white space differs, one test row has another label, one is missing, and rows are new.
    const other = NAMES.find((name) => name !== test[0].label)!;
    const fresh = [
      ...rows
        .filter(({ text }) => text !== test[1].text)
        .map(({ text, label }) => ({
          text: `  ${text.replace(' ', '  ')}`,
          label: text === test[0].text ? other : label,
        })),
      ...tickets(260).slice(200),
    ];
    const second = await datasets.make(id, csvOf(fresh), { options: { split: { frozenFrom: 1 } } });
    expect(second).toMatchObject({ status: 'ready', parent: 1, counts: { test: 20, train: 216, validation: 24 } });
    expect(await contentOf(2, 'test')).toBe(await contentOf(1, 'test'));
    const report = await reportOf(id, 2);
    expect(report.frozenTest).toEqual({ version: 1, rows: 20, found: 19, missing: 1, answeredAnew: 1 });
    expect(report.rows).toMatchObject({ read: 259, kept: 240, dropped: { inFrozenSplit: 19 }, inherited: 20 });
    expect(report.leakage.texts).toEqual({ trainValidation: 0, trainTest: 0, validationTest: 0 });
    expect(report.warnings).toContainEqual(expect.stringMatching(/1 texts of the test split frozen from version 1/));
    expect((await pageOf(id, 2)).html).toContain('The 20 test rows are those of version 1.');
  });

  it('refuses to freeze what is not there', async () => {
    const id = await datasets.create();
    await datasets.make(id, csvOf(tickets(60)), { options: { split: { train: 1 } } });
    const upload = (split: object) => datasets.upload(id, csvOf(tickets(60)), { options: { split } });
    expect(await upload({ frozenFrom: 1 })).toMatchObject({ status: 422, body: { code: 'invalid-options' } });
    expect(await upload({ frozenFrom: 9 })).toMatchObject({ status: 404, body: { code: 'dataset-version-not-found' } });
    expect(await upload({ frozenFrom: 1, test: 0.2 })).toMatchObject({ status: 422 });
    const rows = tickets(61).map((row, i) => ({ ...row, split: i % 3 ? 'train' : 'test' }));
    const csv = `text,label,split\n${rows.map(({ text, label, split }) => `${text},${label},${split}\n`).join('')}`;
    await datasets.make(id, csvOf(tickets(60)));
    const version = await datasets.make(id, csv, { options: { split: { frozenFrom: 2 } } });
    expect(version).toMatchObject({ status: 'failed', error: { code: 'test-is-frozen' } });
  });
});
