import { startApp, type TestApp } from '../support/app.js';
import { datasetsOf } from '../support/datasets.js';

/** Joined here, so that no scanner of repositories takes it for real. */
const AWS_KEY = `AK${'IAIOSFODNN7EXAMPLQ'}`;
const PEOPLE = ['ann.smith', 'bob.jones', 'cat.brown', 'dan.white', 'eve.green'];
const PERSONAL = [
  ...PEOPLE.map((name) => `${name}@acme-mail.org`),
  '+1 415 555 2671',
  '4111 1111 1111 1111',
  'DE89 3704 0044 0532 0130 00',
  '536-22-1234',
  '192.168.77.5',
  'bob:hunter2pass',
  AWS_KEY,
];

/** Letters to a shop, each of somebody and about something that should not be in them. */
function letters(from: number): string {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const what = PERSONAL[5 + (i % (PERSONAL.length - 5))]!;
    const about = what.startsWith('bob:') ? `https://${what}@shop.example.com/` : what;
    const sender = `${PEOPLE[i % PEOPLE.length]}@acme-mail.org`;
    return `"Letter ${from + i} from ${sender}: please look at ${about} again",${i % 2 ? 'billing' : 'delivery'},${sender},${sender}`;
  });
  return `text,label,sender,reply to\n${rows.join('\n')}\n`;
}

describe('data sets that are anonymised', () => {
  let app: TestApp;
  let datasets: ReturnType<typeof datasetsOf>;
  let id: string;
  beforeAll(async () => {
    app = await startApp();
    datasets = datasetsOf(app);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    id = await datasets.create();
  });

  const content = async (version: number) =>
    (await app.fetch(`/v1/datasets/${id}/versions/${version}/content?format=csv`)).text();

  const reportOf = async (version: number) => {
    const { data } = await app.client.GET('/v1/datasets/{id}/versions/{version}/report', {
      params: { path: { id, version } },
    });
    return data!;
  };

  /** All that can be read of a version, and all that is kept of it but for its source. */
  const everything = async (version: number) => {
    const { data } = await app.client.GET('/v1/datasets/{id}/versions/{version}', {
      params: { path: { id, version } },
    });
    const tables = ['dataset_versions', 'tasks', 'task_events', 'datasets'];
    const rows = await Promise.all(tables.map((table) => app.database.query(`SELECT * FROM ${table}`, [])));
    return JSON.stringify([data, await reportOf(version), await content(version), rows]) + app.process.stderr();
  };

  it('have nothing left of it anywhere, and a report that counts', async () => {
    const split = { train: 0.6, validation: 0.2, test: 0.2, groupBy: 'sender' };
    const options = { split, anonymize: {} };
    const version = await datasets.make(id, letters(0), { options });
    expect(version).toMatchObject({
      status: 'ready',
      recipe: {
        options: { anonymize: { mode: 'mask', countries: ['GB', 'US'], metadata: true } },
      },
    });
    const kept = await everything(1);
    for (const original of PERSONAL) expect(kept).not.toContain(original);
    expect(await content(1)).toContain('from [EMAIL]: please look at https://[CREDENTIALS]@shop.example.com/ again');
    const report = await reportOf(1);
    expect(report.rows.changed).toMatchObject({ anonymized: 40 });
    expect(report.anonymized).toMatchObject({
      mode: 'mask',
      rows: 40,
      entities: {
        email: {
          pieces: 120,
          rows: 40,
          examples: expect.arrayContaining(['Letter 0 from [EMAIL]: please look at [PHONE]…']),
        },
        iban: { rows: 6 },
        'national-id': { rows: 6 },
        secret: { rows: 5 },
      },
    });
  });

  it('have one pseudonym for one person, in all versions of the data set and in no other data set', async () => {
    const options = { anonymize: { mode: 'pseudonym', metadata: true } };
    const senders = async (version: number) =>
      new Set([...(await content(version)).matchAll(/from (\S+):/g)].map(([, sender]) => sender!));
    await datasets.make(id, letters(0), { options });
    await datasets.make(id, letters(1000), { options });
    const first = await senders(1);
    expect(first.size).toBe(PEOPLE.length);
    for (const sender of first) expect(sender).toMatch(/^person-[0-9a-f]{12}@example\.com$/);
    expect(await senders(2)).toEqual(first);

    const [secret] = await app.database.query(`SELECT pseudonym_key FROM dataset_secrets WHERE dataset_id = $1`, [id]);
    const key = (secret as { pseudonym_key: Buffer }).pseudonym_key;
    expect(key).toHaveLength(32);
    const kept = await everything(2);
    for (const encoding of ['base64', 'hex', 'base64url'] as const) expect(kept).not.toContain(key.toString(encoding));

    const [one, other] = [id, await datasets.create()];
    id = other;
    await datasets.make(other, letters(0), { options });
    for (const sender of await senders(1)) expect(first).not.toContain(sender);

    expect((await app.client.DELETE('/v1/datasets/{id}', { params: { path: { id: one } } })).response.status).toBe(204);
    const left = await app.database.query(`SELECT 1 FROM dataset_secrets WHERE dataset_id = $1`, [one]);
    expect(left).toHaveLength(0);
  });

  it('are extended by rows that are anonymised likewise, and never extend others', async () => {
    await datasets.make(id, letters(0), { options: { anonymize: { mode: 'pseudonym' } } });
    const added = await datasets.make(id, letters(1000), { options: { extend: {} } });
    expect(added).toMatchObject({ status: 'ready', recipe: { options: { anonymize: { mode: 'pseudonym' } } } });
    for (const original of PERSONAL) expect(await content(2)).not.toContain(original);
    const plain = await datasets.make(id, letters(2000), { options: { extend: {}, anonymize: null } });
    expect(plain).toMatchObject({ status: 'ready', recipe: { options: { anonymize: null } } });
    expect((await reportOf(3)).anonymized).toBeNull();

    const other = await datasets.create();
    await datasets.make(other, letters(0));
    const { status, body } = await datasets.upload(other, letters(1000), { options: { extend: {}, anonymize: {} } });
    expect([status, body.code]).toEqual([422, 'invalid-options']);
    expect(body.errors).toEqual([
      { path: 'options.anonymize', message: expect.stringMatching(/^Version 1, which is extended, is not anonymised/) },
    ]);
  });

  it('fail without showing what they found', async () => {
    const cases: [string, string, RegExp][] = [
      ['ann.smith@acme-mail.org,spam\nbob.jones@acme-mail.org,ham\n', 'column-not-found', /The columns are \(what was/],
      ['text,label,weight\na,x,ann.smith@acme-mail.org\n', 'bad-rows', /^Line 2 weight must be a finite number/],
      ['text,label\na,ann.smith@acme-mail.org\nb,ann.smith@acme-mail.org\n', 'one-class', /not shown/],
    ];
    for (const [file, code, message] of cases) {
      const { error, version } = await datasets.make(id, file, { options: { anonymize: {} } });
      expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
      const rows = await app.database.query(`SELECT * FROM tasks`, []);
      expect(JSON.stringify([error, version, rows]) + app.process.stderr()).not.toContain('acme-mail');
    }
  });

  it('refuse what cannot be done, saying why', async () => {
    const refused = async (anonymize: unknown) => {
      const { status, body } = await datasets.upload(id, letters(0), { options: { anonymize } });
      return [status, (body.errors as { path: string; message: string }[])[0]];
    };
    expect(await refused({ entities: ['address'] })).toEqual([
      422,
      { path: 'options.anonymize.entities.0', message: expect.stringMatching(/^Postal addresses are not found/) },
    ]);
    expect(await refused({ countries: ['XX'] })).toEqual([
      422,
      { path: 'options.anonymize.countries.0', message: expect.stringMatching(/ISO 3166/) },
    ]);
    expect(await refused({ mode: 'drop' })).toMatchObject([422, { path: 'options.anonymize.mode' }]);
    expect(await refused({ email: 'mask' })).toMatchObject([422, {}]);
  });
});
