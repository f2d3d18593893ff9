import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportKey, splitKey } from '../../../src/datasets/dataset-keys.js';
import type { DatasetVersionEntity } from '../../../src/datasets/dataset-version.entity.js';
import { textLengths } from '../../../src/jobs/text-lengths.js';
import { FolderStore } from '../../../src/platform/storage/folder-store.js';
import { jsonLines } from '../../support/dataset-version.js';

const VERSION = { projectId: 'prj_default', datasetId: 'ds_a', version: 1 } as DatasetVersionEntity;

describe('the lengths of texts for an estimate', () => {
  let folder: string;
  let store: FolderStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temper-lengths-'));
    store = new FolderStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const lengthsOf = async (texts: readonly object[], tokens: object | null) => {
    await store.put(splitKey(VERSION, 'train'), Buffer.from(jsonLines(texts)));
    await store.put(reportKey(VERSION), Buffer.from(JSON.stringify({ tokens })));
    return textLengths(store, VERSION, 'text-classification');
  };
  const textsOf = (...lengths: number[]) => lengths.map((length) => ({ text: 'x'.repeat(length) }));

  it('are told at the characters a token that the report measured', async () => {
    const { tokens, charactersPerToken, measured } = await lengthsOf(textsOf(30, 60, 90), { p50: 12 });
    expect({ tokens, charactersPerToken, measured }).toEqual({
      tokens: [7, 12, 17],
      charactersPerToken: 6,
      measured: true,
    });
  });

  it('are told at the usual ones where it measured nothing, pairs together', async () => {
    const { tokens, measured } = await lengthsOf([{ text: 'x'.repeat(40) }, { text: 'xxxx', textPair: 'xxxx' }], null);
    expect({ tokens, measured }).toEqual({ tokens: [12, 4], measured: false });
  });

  it('are those of the first texts, however many and however long they are', async () => {
    expect((await lengthsOf(textsOf(...Array(2000).fill(8)), null)).tokens).toEqual(Array(500).fill(4));
    const [tokens] = (await lengthsOf(textsOf(10_000_000), null)).tokens;
    expect(tokens).toBeGreaterThan(10_000);
  });
});
