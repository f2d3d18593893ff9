import { PLACES, shingleHashes, writeSignature } from '../../../../../src/ml/data/cleaning/near/min-hash.js';
import { NearIndex, placesOfBand } from '../../../../../src/ml/data/cleaning/near/near-index.js';
import { Signatures } from '../../../../../src/ml/data/cleaning/near/signatures.js';
import { DATA_LIMITS } from '../../../../../src/ml/data/limits.js';
import { Random } from '../../../../../src/ml/random.js';
import { someMails } from '../../../../support/near-mails.js';

function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let common = 0;
  for (const shingle of a) if (b.has(shingle)) common++;
  return common / (a.size + b.size - common);
}

function signatureOf(texts: readonly string[]): Uint8Array {
  const signature = new Uint8Array(PLACES);
  writeSignature(texts, signature, 0);
  return signature;
}

/** Every pair that the index finds among all texts, as "earlier,later". */
function pairsFound(texts: readonly string[], threshold: number): Set<string> {
  const signatures = new Signatures(DATA_LIMITS);
  texts.forEach((text, row) => {
    signatures.add(signatureOf([text]), row);
  });
  const index = new NearIndex(signatures, threshold);
  const found = new Set<string>();
  texts.forEach((_, row) => {
    for (const other of index.nearTo(row)) found.add(`${other},${row}`);
    index.insert(row);
  });
  return found;
}

describe('near duplicates against every pair compared', () => {
  const texts = someMails();
  const sets = texts.map((text) => new Set(shingleHashes(text)));

  const pairs = texts.flatMap((_, row) =>
    texts.slice(0, row).map((_, other) => ({ pair: `${other},${row}`, similarity: jaccard(sets[row]!, sets[other]!) })),
  );

  it.each([0.5, 0.7, 0.8, 0.9])('at %f are found, and others are not', (threshold) => {
    const found = pairsFound(texts, threshold);
    // Three standard errors of the estimate from the threshold there is no excuse.
    const error = 3 * Math.sqrt((threshold * (1 - threshold)) / 128);
    const near = pairs.filter(({ similarity }) => similarity >= threshold);
    const surelyNear = near.filter(({ similarity }) => similarity >= Math.min(1, threshold + error));
    const surelyNot = pairs.filter(({ similarity }) => similarity < threshold - error);
    const share = (of: typeof pairs) => of.filter(({ pair }) => found.has(pair)).length / of.length;
    expect(near.length).toBeGreaterThan(100);
    expect(share(surelyNear)).toBeGreaterThanOrEqual(0.99);
    expect(share(near)).toBeGreaterThanOrEqual(0.8);
    expect((share(surelyNot) * surelyNot.length) / found.size).toBeLessThanOrEqual(0.01);
  });

  it('are the same each time', () => {
    expect(pairsFound(texts, 0.8)).toEqual(pairsFound(texts, 0.8));
  });
});

describe('bands', () => {
  it('are as long as lets pairs at the threshold through', () => {
    expect([0.5, 0.6, 0.7, 0.8, 0.9, 1].map(placesOfBand)).toEqual([3, 3, 4, 6, 9, 32]);
  });
});

describe('signatures', () => {
  it('regard neither case, punctuation nor Unicode form, and know scripts without spaces', () => {
    const same = [
      ['Hello, big WORLD!', 'hello big world'],
      ['Ünïcode ﬁne x', 'u\u0308ni\u0308code fine x'],
    ] as const;
    for (const [a, b] of same) expect(shingleHashes(a)).toEqual(shingleHashes(b));
    expect(shingleHashes('我们的订单在哪里')).toHaveLength(6);
    expect(shingleHashes('one two')).toHaveLength(1);
    expect(shingleHashes('?!')).not.toEqual(shingleHashes('?'));
  });

  it('have a limit', () => {
    const signatures = new Signatures({ ...DATA_LIMITS, nearRows: 2 });
    signatures.add(signatureOf(['a']), 0);
    signatures.add(signatureOf(['a']), 0);
    signatures.add(signatureOf(['b']), 2);
    expect(() => signatures.add(signatureOf(['c']), 3)).toThrow(/among 2 different rows at most/);
  });

  it('of many rows are looked up in about linear time', () => {
    const random = new Random(1);
    const texts = Array.from({ length: 20_000 }, (_, i) =>
      // Half of them are nearly alike, which must not make every pair of them be compared.
      i % 2
        ? `thank you for your order number ${i} which we will send to you as soon as we can today`
        : `${random.uint32()} x ${i}`,
    );
    const signatures = new Signatures(DATA_LIMITS);
    texts.forEach((text, row) => {
      signatures.add(signatureOf([text]), row);
    });
    const built = new NearIndex(signatures, 0.5);
    let kept = 0;
    texts.forEach((_, row) => {
      if (!built.nearTo(row).next().done) return;
      built.insert(row);
      kept++;
    });
    expect(kept).toBe(10_001);
  }, 20_000);
});
