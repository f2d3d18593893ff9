import { checkSizes, chooseFiles, findFiles } from '../../../../src/models/hub/choose-files.js';

const listing = (...paths: string[]) => paths.map((path) => ({ path, size: 10, hash: null }));
const TOKENIZER = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

describe('of a repository', () => {
  it('are taken what a model needs, and not the same weights in other formats', () => {
    const more = [
      'vocab.txt',
      'special_tokens_map.json',
      'chat_template.jinja',
      'generation_config.json',
      'merges.txt',
    ];
    const rest = ['README.md', 'pytorch_model.bin', 'tf_model.h5', '.gitattributes', 'model.fp16.safetensors'];
    const chosen = chooseFiles('acme/x', listing(...TOKENIZER, 'model.safetensors', ...more, ...rest));
    expect(chosen.small.map(({ path }) => path)).toEqual([...TOKENIZER, ...more]);
    expect(chosen.leftOut).toEqual(rest);
  });

  it('are taken shards by their index, where there is no single file', () => {
    const shards = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
    const index = 'model.safetensors.index.json';
    const sharded = chooseFiles('acme/x', listing(...TOKENIZER, index, ...shards));
    expect(sharded).toMatchObject({ leftOut: [] });
    expect(sharded.small.map(({ path }) => path)).toContain(index);
    const both = chooseFiles('acme/x', listing(...TOKENIZER, index, ...shards, 'model.safetensors'));
    expect(both.leftOut).toEqual([index, ...shards]);
  });

  it.each([
    [
      'with pickles alone',
      [...TOKENIZER, 'pytorch_model.bin'],
      'weights-are-pickled',
      /refs\/pr\/N.*safe_serialization/,
    ],
    ['without weights', [...TOKENIZER, 'tf_model.h5'], 'file-missing', /found config\.json, .*tf_model\.h5/],
    ['with nothing in it', [], 'file-missing', /found nothing/],
    [
      'without a fast tokenizer',
      ['config.json', 'tokenizer_config.json', 'vocab.txt', 'model.safetensors'],
      'file-missing',
      /missing: tokenizer\.json; found: .*AutoTokenizer\.from_pretrained\("acme\/x"\)/,
    ],
  ])('one %s is refused', (_, paths, code, detail) => {
    expect(() => chooseFiles('acme/x', listing(...paths))).toThrow(
      expect.objectContaining({ code, detail: expect.stringMatching(detail) }),
    );
  });

  it('a tokenizer beyond all measure is refused', () => {
    const files = listing(...TOKENIZER, 'model.safetensors').map((file) => ({ ...file, size: 65 * 1024 * 1024 }));
    expect(() => chooseFiles('acme/x', files)).toThrow(/config\.json of acme\/x has 68157440 bytes/);
  });

  it('an index is refused that names what is not there', () => {
    expect(() => findFiles('acme/x', listing('a.safetensors'), ['b.safetensors'])).toThrow(/names b\.safetensors/);
  });

  it.each([
    [{ maxBytes: 19, maxFiles: 2 }, /2 with 20 bytes/],
    [{ maxBytes: 20, maxFiles: 1 }, /at most 1/],
  ])('no more is taken than %j', (limits, message) => {
    expect(() => checkSizes('acme/x', listing('a', 'b'), limits)).toThrow(message);
    expect(() => checkSizes('acme/x', listing('a', 'b'), { maxBytes: 20, maxFiles: 2 })).not.toThrow();
  });
});
