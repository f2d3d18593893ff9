import { DEFAULT_ENTITIES } from '../../../../../src/ml/data/anonymizing/entities.js';
import { entityFinder } from '../../../../../src/ml/data/anonymizing/find-entities.js';

const find = entityFinder({ entities: [...DEFAULT_ENTITIES], countries: ['US', 'GB', 'DE'] });

/**
 * Characters that regular expressions have walked over, at least: from where a search began to the end of its match, or to
 * the end of the text where there was none.
 */
function stepsOn(text: string): number {
  const { exec } = RegExp.prototype;
  let steps = 0;
  RegExp.prototype.exec = function (this: RegExp, input: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const match = exec.call(this, input);
    const failed = this.sticky ? from + 1 : input.length;
    steps += 1 + (match ? match.index + match[0].length : failed) - from;
    return match;
  };
  try {
    find(text);
  } finally {
    RegExp.prototype.exec = exec;
  }
  return steps;
}

describe('texts that are made to take long', () => {
  /** Each search walks over the text once; and around each of its places no more than a bounded length is looked at. */
  const MOST_STEPS = 400;

  it.each(['a', '1-'])('of 10 MB of %j take steps in proportion to their length', (unit) => {
    const text = unit.repeat(10_000_000 / unit.length);
    expect(stepsOn(text)).toBeLessThan(MOST_STEPS * text.length);
  });

  it.each([
    '1',
    '1 ',
    '12 345 678 9012 ',
    '4111 1111 ',
    '+1 ',
    '@',
    'a@',
    'a.a@a.',
    'eyJ',
    'eyJa.eyJ',
    '::',
    '00:',
    '1.2.3.',
    '://a:b',
    '?token=',
    'password=',
    'token ',
    '-----BEGIN PRIVATE KEY-----',
    'DE89 ',
    'call ',
    '756.1234.',
  ])('of %j again and again do too', (unit) => {
    const text = unit.repeat(30_000 / unit.length);
    expect(stepsOn(text)).toBeLessThan(MOST_STEPS * text.length);
  });
});
