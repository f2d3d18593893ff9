import { DATA_LIMITS } from '../../../src/ml/data/limits.js';
import { resolveOptions, VersionOptions } from '../../../src/ml/data/options.js';
import { openSource } from '../../../src/ml/data/reading/open-source.js';
import { memorySource } from '../../../src/ml/data/reading/source-file.js';
import { type TakenRows, VersionDraft } from '../../../src/ml/data/version-draft.js';
import { madeInThreads } from '../../../src/worker/row-threads/row-threads.js';

const CHUNK = 4096;

interface Made {
  lines: string;
  splits: Int8Array;
  report: unknown;
}

async function make(text: string, fileName: string, given: VersionOptions, threads: number): Promise<Made> {
  const { resolved: options } = resolveOptions('text-classification', VersionOptions.parse(given), false);
  const draft = new VersionDraft('text-classification', options, DATA_LIMITS);
  const request = { task: 'text-classification', options, fileName, limits: DATA_LIMITS } as const;
  const source = await openSource(memorySource(Buffer.from(text), CHUNK), request);
  const lines: Buffer[] = [];
  for await (const taken of threads === 0 ? draft.take(source) : inThreads()) lines.push(Buffer.from(taken.lines));
  async function* inThreads(): AsyncGenerator<TakenRows> {
    const plan = { maker: draft.planFor(source.decisions), pieces: source.pieces!.plan };
    const faultAt = (fault: string, line: number) => new Error(`${fault} on line ${line}`);
    for await (const made of madeInThreads(source.pieces!.read(), plan, threads, faultAt)) yield draft.add(made);
    draft.close();
  }
  const { splits, report } = draft.finish(source);
  return { lines: Buffer.concat(lines).toString('utf8'), splits, report };
}

/** Rows with all that reading, cleaning and splitting look at; every seventh comes again. */
function table(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const text = `Mail ${i % 7 === 0 ? 0 : i}, "" ${i % 5 === 0 ? '<b>bold</b>' : 'plain –'} and\n${'more words '.repeat(9)}`;
    return `"${text}",${i % 3 === 0 ? ' spam ' : 'ham'},user-${i % 90},2026-01-31 09:${10 + (i % 50)},${i}`;
  });
  return `text,label,sender,time,number\n${lines.join('\n')}\n`;
}

describe('rows that are made in threads', () => {
  const text = table(3000);

  it.each([
    {},
    { split: { groupBy: 'sender' } },
    { split: { by: 'time' } },
    { cleaning: { duplicates: 'keep', whitespace: true } },
    { cleaning: { html: true, nearDuplicates: {} } },
  ] as VersionOptions[])('are the same as those that are made in one, with %j', async (options) => {
    expect(await make(text, 'rows.csv', options, 2)).toEqual(await make(text, 'rows.csv', options, 0));
  });

  it('are the same from JSON Lines, bad rows on their lines', async () => {
    const lines = Array.from({ length: 4000 }, (_, i) => {
      const row = { text: `text ${i} ${'é'.repeat(i % 50)}`, label: i % 2, [`extra${i % 4}`]: i };
      return i % 400 === 399 ? '{"text": 1, "label": "a"}' : JSON.stringify(row);
    });
    const [one, other] = await Promise.all(
      [0, 3].map((threads) => make(lines.join('\n'), 'rows.jsonl', { tolerate: 0.1 }, threads)),
    );
    expect(other).toEqual(one);
    expect(one).toMatchObject({
      report: { badRows: expect.arrayContaining([{ line: 400, problem: expect.any(String) }]) },
    });
  });

  it('end where a quote is out of place, with its line', async () => {
    const broken = `${text}x"y,ham,user,2026-01-31 09:30,1\n${text}`;
    await expect(make(broken, 'rows.csv', {}, 2)).rejects.toThrow('out-of-place on line 6002');
  });

  it('end where the text is not UTF-8, after what is wrong before that', async () => {
    const { resolved: options } = resolveOptions('text-classification', {}, false);
    const bad = Buffer.concat([Buffer.from(text), Buffer.from(`x,y\n`.repeat(20)), Buffer.from(text), Buffer.of(0xff)]);
    const draft = new VersionDraft('text-classification', options, DATA_LIMITS);
    const request = { task: 'text-classification', options, fileName: 'rows.csv', limits: DATA_LIMITS } as const;
    const source = await openSource(memorySource(bad, CHUNK), request);
    const plan = { maker: draft.planFor(source.decisions), pieces: source.pieces!.plan };
    const all = async () => {
      for await (const made of madeInThreads(source.pieces!.read(), plan, 2, () => new Error())) draft.add(made);
    };
    await expect(all()).rejects.toThrow('Line 6002 has 2 fields');
  });
});
