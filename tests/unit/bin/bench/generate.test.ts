import { generateArguments, parseGenerateOptions } from '../../../../src/bin/bench/generate-options.js';
import { InputError } from '../../../../src/ml/input-error.js';

describe('the options of what is written', () => {
  it('are sizes in order, then what is left at its default', () => {
    expect(parseGenerateOptions(['2', '64', '3', '--model', 'llama', '--threads', '1'])).toEqual({
      generate: { model: 'llama', layers: 2, hidden: 64, batch: 3, prompt: 128, tokens: 64, runs: 3, threads: 1 },
      cachedOnly: false,
      peers: [],
      rounds: 3,
    });
    expect(parseGenerateOptions(['--help'])).toBe('help');
  });

  it('are refused with what is wrong', () => {
    const refusal = (...argv: string[]) => {
      try {
        return parseGenerateOptions(argv);
      } catch (error) {
        return error instanceof InputError && error.message;
      }
    };
    expect(refusal('2', '65')).toContain('multiple of 64');
    expect(refusal('2', '64', '1', '1000', '30')).toContain('1024 at most, together');
    expect(refusal('--model', 'bert')).toContain('model');
    expect(refusal('--speed')).toContain("Unknown option '--speed'");
  });

  it('are handed to a peer by their names', () => {
    const sizes = { layers: 1, hidden: 64, batch: 2, prompt: 8, tokens: 4, runs: 1, threads: 1 };
    const words = generateArguments({ model: 'gpt2', ...sizes });
    expect(words.slice(0, 4)).toEqual(['--model', 'gpt2', '--layers', '1']);
    expect(words.at(-1)).toBe('--json');
  });
});
