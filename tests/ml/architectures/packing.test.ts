import { readFile } from 'node:fs/promises';
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import type { Feeds } from '../../../src/ml/engine/engine.js';
import { ParameterStore } from '../../../src/ml/engine/parameter-store.js';
import { scratchFloats } from '../../../src/ml/engine/scratch-size.js';
import { taskOf } from '../../../src/ml/tasks/objective.js';
import { singleLabel, singleLabelTargets } from '../../../src/ml/tasks/text-objectives.js';
import { packedFeeds, tokenFeeds } from '../../../src/ml/tasks/token-batch.js';
import { causalLanguageModel, chosenTokenFeeds, maskedLanguageModel } from '../../../src/ml/tasks/token-objectives.js';
import { fillFreshWeight } from '../../../src/ml/training/fresh-weights.js';
import { relativeError } from '../support/eager-and-compiled.js';
import { ENGINES } from '../support/parity.js';

const LENGTHS = [24, 15, 9, 6, 3];
const LONGEST = 24;
const PLACES = LENGTHS.length * LONGEST;
const SEQUENCES = LENGTHS.map((length, row) => ({
  inputIds: Array.from({ length }, (_, i) => 5 + ((7 * i + row) % 40)),
}));
const CHOSEN = LENGTHS.map((length, row) => [{ place: length - 1, label: 6 + row, share: 1 / LENGTHS.length }]);
const LARGE_ENOUGH = { vocab_size: 60, max_position_embeddings: 64, n_positions: 64 };
const OBJECTIVES = {
  'one label a text': () => ({ objective: singleLabel(3), targets: singleLabelTargets([0, 1, 2, 0, 1]) }),
  'some of the tokens': (causal: boolean) => ({
    objective: causal ? causalLanguageModel : maskedLanguageModel,
    targets: chosenTokenFeeds(CHOSEN, LONGEST),
  }),
};

/** As if there were no padding: every place is a token of its own. */
function unpacked(feeds: Feeds): Feeds {
  const places = { data: Int32Array.from({ length: PLACES }, (_, place) => place), shape: [PLACES] };
  return { ...feeds, token_places: places, place_tokens: places };
}

describe('packed tokens', () => {
  const tokens = tokenFeeds(SEQUENCES, LONGEST, 0);

  it('leave most of the padding out, and are as many as fit the step', () => {
    const { token_places, place_tokens } = packedFeeds(tokens);
    expect(token_places!.shape).toEqual([64]);
    const mask = [...tokens.attention_mask!.data];
    mask.forEach((isToken, place) => {
      const row = place_tokens!.data[place]!;
      const source = token_places!.data[row]!;
      if (isToken) expect(source).toBe(place);
      else expect(mask[source]).toBe(0);
    });
  });

  it('are all places where there is no padding', () => {
    const full = tokenFeeds([{ inputIds: [1, 2, 3] }, { inputIds: [4, 5, 6] }], 3, 0);
    const { token_places, place_tokens } = packedFeeds(full);
    expect([...token_places!.data]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...place_tokens!.data]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  describe.each(['bert', 'distilbert', 'roberta', 'gpt2', 'llama'])('of %s', (model) => {
    describe.each(Object.entries(OBJECTIVES))('learning %s', (_, learning) => {
      it.each(ENGINES)('give the loss and gradients of padded ones (%s)', async (_, engine) => {
        const config = await readFile(`tests/reference/${model}/classification/config.json`, 'utf8');
        const architecture = architectureFor({ ...JSON.parse(config), ...LARGE_ENOUGH }).withDropout(0);
        const { objective, targets } = learning(architecture.causal);
        const task = taskOf(architecture, objective);
        const program = { ...task.training, trainable: task.weights, frozen: [] };
        const sizes = { batch: LENGTHS.length, seq: LONGEST, tokens: PLACES, predictions: PLACES };
        const store = new ParameterStore(task.weights, { scratchFloats: await scratchFloats(program, [sizes]) });
        task.weights.forEach((spec, stream) => {
          fillFreshWeight(store.view('parameter', spec.name), spec, { seed: 1, stream, deviation: 0.2 });
        });
        const runner = await engine.gradients(program, store, {});
        const found = [];
        for (const feeds of [packedFeeds(tokens), unpacked(tokens)]) {
          const loss = await runner.run({ ...feeds, ...targets }, { seed: 1, step: 0 });
          found.push({ loss, gradients: task.weights.map(({ name }) => store.view('gradient', name).slice()) });
        }
        await runner.dispose();
        const [packed, padded] = found as [(typeof found)[0], (typeof found)[0]];
        expect(packed.loss).toBeCloseTo(padded.loss, 5);
        task.weights.forEach(({ name }, i) => {
          const scale = Math.max(1e-3, ...padded.gradients[i]!.map(Math.abs));
          const error = relativeError(
            packed.gradients[i]!.map((g) => g / scale),
            padded.gradients[i]!.map((g) => g / scale),
          );
          expect({ name, same: error < 1e-4 }).toEqual({ name, same: true });
        });
      });
    });
  });
});
