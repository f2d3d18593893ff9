import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { InputError } from '../../../../src/ml/input-error.js';
import { Tokenizer } from '../../../../src/ml/tokenizers/tokenizer.js';

const ROOT = join(import.meta.dirname, '../../../..');
const MINI_EN = join(ROOT, 'base-models/mini-en');
const json = readFileSync(join(MINI_EN, 'tokenizer.json'), 'utf8');
const config = readFileSync(join(MINI_EN, 'tokenizer_config.json'), 'utf8');
const miniEn = Tokenizer.fromFiles(json, config);

function reference(name: string): { tokenizer: object; config: object } {
  return JSON.parse(readFileSync(join(ROOT, 'tests/reference/tokenizers', `${name}.json`), 'utf8'));
}

function made(name: string): Tokenizer {
  const { tokenizer, config: its } = reference(name);
  return Tokenizer.fromFiles(JSON.stringify(tokenizer), JSON.stringify(its));
}

describe('Tokenizer.fromFiles', () => {
  it("knows the model's length, padding, mask and special tokens", () => {
    expect(miniEn).toMatchObject({ maxLength: 512, padId: 0, maskId: 4, vocabSize: 8_000 });
    expect(miniEn.specialIds).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it('pads with the end token where there is no padding token, and has no mask where there is none', () => {
    expect(made('byte-level-gpt2')).toMatchObject({ padId: 0, maskId: undefined });
  });

  it('takes a huge model_max_length as not knowing the length', () => {
    expect(made('unigram-xlmr').maxLength).toBeUndefined();
  });

  it.each([
    ['is not JSON', '{', config, 'tokenizer.json is not usable: it is not JSON'],
    ['has no model', '{}', config, 'tokenizer.json is not usable: model'],
    ['has an id that is no number', json.replace('"[PAD]": 0', '"[PAD]": "0"'), config, 'model.vocab'],
    ['has an unknown model', '{"model":{"type":"Magic","vocab":[]}}', config, 'tokenizer.json is not usable'],
    ['has an unknown post-processor', json.replace('TemplateProcessing', 'Magic'), config, 'post-processor Magic'],
    ['has a mask token without an id', json, config.replace('"[MASK]"', '"<mask>"'), 'mask_token <mask> has no id'],
    ['truncates at an unknown side', json, config.replace('{', '{"truncation_side":"up",'), 'truncation_side'],
  ])('refuses a folder that %s, saying so', (_, tokenizerJson, tokenizerConfig, message) => {
    const load = () => Tokenizer.fromFiles(tokenizerJson, tokenizerConfig);
    expect(load).toThrow(InputError);
    expect(load).toThrow(message);
  });
});

describe('Tokenizer.encode', () => {
  it('truncates to what the files say by default', () => {
    const encoding = miniEn.encode('word '.repeat(2_000));
    expect(encoding.inputIds).toHaveLength(512);
    expect(encoding.truncated).toBe(true);
  });

  it('says that a text which just fits was not truncated', () => {
    const text = 'word '.repeat(10);
    expect(miniEn.encode(text, undefined, { maxLength: 12 }).truncated).toBe(false);
    expect(miniEn.encode(text, undefined, { maxLength: 11 }).truncated).toBe(true);
  });

  it.each([2, 0, -1, Number.NaN])('refuses a length of %p, which has no room for text', (maxLength) => {
    expect(() => miniEn.encode('text', undefined, { maxLength })).toThrow(RangeError);
  });

  it('keeps the end of the text where the files say so', () => {
    const fromLeft = Tokenizer.fromFiles(json, config.replace('{', '{"truncation_side":"left",'));
    const whole = miniEn.encode('one two three four five').inputIds;
    expect(fromLeft.encode('one two three four five', undefined, { maxLength: 5 }).inputIds).toEqual([
      2,
      ...whole.slice(-4),
    ]);
  });

  it.each(['wordpiece-uncased', 'byte-level-gpt2', 'byte-level-roberta', 'unigram-xlmr'])(
    'gives a long text the same first tokens with %s as without a limit',
    (name) => {
      const tokenizer = made(name);
      const text = 'The prices — $5, “now”!  Ünïcode\n\tcan’t   fall below résumé 12,000 [MASK] . '.repeat(60);
      const whole = tokenizer.encode(text, undefined, { maxLength: 1e6 }).inputIds;
      for (const maxLength of [5, 16, 64, 333]) {
        const kept = tokenizer.encode(text, undefined, { maxLength }).inputIds;
        const body = kept.slice(0, maxLength - 2);
        expect(body).toEqual(whole.slice(0, body.length));
        expect(kept).toHaveLength(maxLength);
      }
    },
  );

  it.each([
    ['one word of a megabyte', 'a'.repeat(1e6)],
    ['a megabyte of punctuation', '!'.repeat(1e6)],
    ['a megabyte of white space', ' \n'.repeat(5e5)],
    ['a megabyte of emoji', '😀'.repeat(25e4)],
  ])('takes %s in its stride, with every kind of tokenizer', (_, text) => {
    for (const name of ['wordpiece-uncased', 'byte-level-gpt2', 'unigram-xlmr']) {
      const { inputIds } = made(name).encode(text, undefined, { maxLength: 32 });
      expect(inputIds.length).toBeLessThanOrEqual(32);
    }
  });
});
