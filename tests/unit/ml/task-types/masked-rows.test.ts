import type { Feeds } from '../../../../src/ml/engine/engine.js';
import { MaskedRows, predictionsOf } from '../../../../src/ml/task-types/rows/language-rows.js';
import type { TaskScope } from '../../../../src/ml/task-types/task-type.js';
import { text } from '../../../../src/ml/task-types/text.js';
import { referenceTokenizer } from '../../../support/reference-tokenizer.js';

const SPECIAL = new Set([0, 1, 2, 3]);
const MASK = 3;
const VOCABULARY = 200;
const ROWS = Array.from({ length: 60 }, (_, row) => ({
  example: row,
  weight: 1 + (row % 3),
  sequence: { inputIds: [1, ...Array.from({ length: 5 + row }, (_, i) => 4 + ((row * 31 + i * 7) % 190)), 2] },
}));
const LENGTH = 80;
const ALL = ROWS.map((_, row) => row);

const rowsOf = (seed: number) =>
  new MaskedRows(ROWS, 0, 0, { maskId: MASK, vocabSize: VOCABULARY, specialIds: SPECIAL }, seed);

/** The places that count, those of a row by row. */
function chosenIn(feeds: Feeds): { place: number; label: number; share: number; seen: number }[] {
  const { positions, labels, label_weights, input_ids } = feeds;
  return Array.from(positions!.data, (place, i) => ({
    place,
    label: labels!.data[i]!,
    share: label_weights!.data[i]!,
    seen: input_ids!.data[place]!,
  })).filter(({ share }) => share > 0);
}
const original = (place: number) => ROWS[Math.floor(place / LENGTH)]!.sequence.inputIds[place % LENGTH]!;

describe('rows with hidden tokens', () => {
  it('hide the same tokens in each evaluation, whatever the batch', () => {
    const whole = rowsOf(1).inputs(ALL, LENGTH);
    expect(rowsOf(1).inputs(ALL, LENGTH)).toEqual(whole);
    const single = chosenIn(rowsOf(1).inputs([7], LENGTH));
    expect(single.map(({ place, seen }) => [place + 7 * LENGTH, seen])).toEqual(
      chosenIn(whole)
        .filter(({ place }) => Math.floor(place / LENGTH) === 7)
        .map(({ place, seen }) => [place, seen]),
    );
    expect(rowsOf(2).inputs(ALL, LENGTH)).not.toEqual(whole);
  });

  it('hide others in each training step, the same when it is repeated', () => {
    const at = (draw: number) => rowsOf(1).batch(ALL, LENGTH, 1, draw);
    expect(at(3)).toEqual(at(3));
    expect(chosenIn(at(3)).map(({ place }) => place)).not.toEqual(chosenIn(at(4)).map(({ place }) => place));
    expect(chosenIn(at(0)).map(({ place }) => place)).not.toEqual(
      chosenIn(rowsOf(1).inputs(ALL, LENGTH)).map(({ place }) => place),
    );
  });

  it('hide 15 % of the tokens, one at least, and never special ones', () => {
    expect([1, 3, 7, 100].map(predictionsOf)).toEqual([1, 1, 1, 15]);
    for (let draw = 0; draw < 20; draw++) {
      const chosen = chosenIn(rowsOf(1).batch(ALL, LENGTH, 1, draw));
      const expected = ROWS.map(({ sequence }) => predictionsOf(sequence.inputIds.length - 2));
      const found = ALL.map((row) => chosen.filter(({ place }) => Math.floor(place / LENGTH) === row).length);
      expect(found).toEqual(expected);
      for (const { place, label } of chosen) {
        expect(label).toBe(original(place));
        expect(SPECIAL.has(label)).toBe(false);
      }
    }
  });

  it('show most of them as the mask, a tenth as they are and a tenth as any other', () => {
    const chosen = Array.from({ length: 40 }, (_, draw) => chosenIn(rowsOf(1).batch(ALL, LENGTH, 1, draw))).flat();
    const share = (isIt: (token: { seen: number; label: number }) => boolean) =>
      chosen.filter(isIt).length / chosen.length;
    expect(share(({ seen }) => seen === MASK)).toBeCloseTo(0.8, 1);
    expect(share(({ seen, label }) => seen === label)).toBeCloseTo(0.1, 1);
  });

  it('leave all other tokens as they are', () => {
    const feeds = rowsOf(1).batch(ALL, LENGTH, 1, 5);
    const hidden = new Set(chosenIn(feeds).map(({ place }) => place));
    ROWS.forEach(({ sequence }, row) => {
      sequence.inputIds.forEach((id, i) => {
        if (!hidden.has(row * LENGTH + i)) expect(feeds.input_ids!.data[row * LENGTH + i]).toBe(id);
      });
    });
  });

  it('have the mass of the tokens that are chosen, so that the shares of a batch add up to 1', () => {
    const rows = rowsOf(1);
    const total = ALL.reduce((sum, row) => sum + rows.mass(row), 0);
    const shares = chosenIn(rows.batch(ALL, LENGTH, total, 0)).reduce((sum, { share }) => sum + share, 0);
    expect(shares).toBeCloseTo(1, 5);
  });

  it('give back the losses of their own tokens', () => {
    const rows = rowsOf(1);
    const feeds = rows.inputs([5, 50], LENGTH);
    const data = Float32Array.from(feeds.positions!.data);
    const parts = rows.split({ data, shape: [data.length] }, [5, 50]);
    expect(parts.map((part) => part.length)).toEqual([5, 50].map((row) => predictionsOf(row + 5)));
    expect(parts[0]!.every((place) => place < LENGTH)).toBe(true);
    expect(parts[1]!.every((place) => place >= LENGTH && place < 2 * LENGTH)).toBe(true);
  });
});

describe('unlabelled texts', () => {
  const scopeOf = (name: string, causal: boolean, maxLength: number) =>
    ({ tokenizer: referenceTokenizer(name), architecture: { causal }, maxLength, seed: 1 }) as TaskScope;
  const long = 'The prices of one market and of more. '.repeat(20);
  const examples = [
    { id: 'a', text: long },
    { id: 'b', text: 'short' },
  ];

  it.each([
    ['wordpiece-uncased', false, 2],
    ['byte-level-gpt2', true, 0],
  ])('are cut into rows of which none is lost (%s)', (name, causal, special) => {
    const scope = scopeOf(name, causal, 16);
    const { rows, truncated } = text.rows(examples, scope);
    expect(truncated).toBe(0);
    const ofLong = rows
      .filter(({ example }) => example === 0)
      .map(({ sequence }) => [...(sequence.inputIds as number[])]);
    expect(Math.max(...ofLong.map((ids) => ids.length))).toBe(16);
    const inner = ofLong.flatMap((ids) => ids.slice(special / 2, ids.length - special / 2));
    expect(inner).toEqual(scope.tokenizer.encodePart(long));
    expect(new Set(rows.map(({ example }) => example))).toEqual(new Set([0, 1]));
  });

  it('are refused where a model that hides words has nothing to hide them with', () => {
    const maskless = {
      ...scopeOf('wordpiece-uncased', false, 16),
      tokenizer: referenceTokenizer('wordpiece-uncased', { mask_token: null }),
    };
    expect(() => text.rows(examples, maskless)).toThrow(expect.objectContaining({ code: 'mask-token-missing' }));
  });
});
