import type { Example, Split, StoredExample } from '../../ml/data/example.js';
import { SPLITS } from '../../ml/data/example.js';
import { DATA_LIMITS } from '../../ml/data/limits.js';
import { resolveOptions, type Shares } from '../../ml/data/options.js';
import { openSource } from '../../ml/data/reading/open-source.js';
import { memorySource } from '../../ml/data/reading/source-file.js';
import { VersionDraft } from '../../ml/data/version-draft.js';

export type LabelledExample = Example<'text-classification'>;
export type Splits = Record<Split, StoredExample<'text-classification'>[]>;

/**
 * Splits labelled examples in memory as a data set version is split: seeded, stratified, examples of one group together.
 * The same parts do it, so the same examples, shares and seed give the same splits as the service's.
 */
export async function splitExamples(
  examples: readonly LabelledExample[],
  shares: Shares,
  seed: number,
): Promise<Splits> {
  const grouped = examples.some(({ group }) => group !== undefined);
  const split = { ...shares, seed, ...(grouped && { groupBy: 'group' }) };
  const { resolved } = resolveOptions('text-classification', { format: 'jsonl', split }, false);
  const draft = new VersionDraft('text-classification', resolved, DATA_LIMITS);
  const rows = examples.map((example) => Buffer.from(`${JSON.stringify(example)}\n`));
  const request = { task: 'text-classification', options: resolved, fileName: null, limits: DATA_LIMITS } as const;
  const source = await openSource(memorySource(Buffer.concat(rows)), request);
  const taken: Buffer[] = [];
  for await (const { lines } of draft.take(source)) taken.push(Buffer.from(lines));
  const assigned = draft.finish(source).splits;
  const result: Splits = { train: [], validation: [], test: [] };
  const lines = Buffer.concat(taken).toString('utf8').trimEnd().split('\n');
  lines.forEach((line, row) => {
    const name = SPLITS[assigned[row]!];
    if (name) result[name].push(JSON.parse(line));
  });
  return result;
}
