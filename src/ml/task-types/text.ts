/** Adaptation to a domain on unlabelled text: masked language modelling, or causal where the network reads forwards only. */
import { excerptOf } from '../evaluation/prediction.js';
import { InputError } from '../input-error.js';
import { causalLanguageModel, hideable, maskedLanguageModel } from '../tasks/token-objectives.js';
import {
  judgeLanguage,
  type LanguageObservation,
  languageObservations,
  measureLanguage,
} from './language-observation.js';
import type { EncodedRow, EncodedRows } from './rows/encoded-rows.js';
import { CausalRows, MaskedRows } from './rows/language-rows.js';
import type { TaskScope, TaskType } from './task-type.js';
import { uncalibrated } from './uncalibrated.js';

interface WeightedText {
  text: string;
  weight?: number | undefined;
}

/** A text in rows of as many tokens as are allowed: nothing is cut. */
function windows(examples: readonly WeightedText[], { tokenizer, maxLength }: TaskScope): EncodedRow[] {
  const { before, after } = tokenizer.aroundText();
  const room = maxLength - before.length - after.length;
  return examples.flatMap(({ text, weight = 1 }, example) => {
    const ids = tokenizer.encodePart(text);
    const count = Math.ceil(ids.length / room);
    return Array.from({ length: count }, (_, i) => ({
      example,
      weight,
      sequence: { inputIds: [...before, ...ids.slice(i * room, (i + 1) * room), ...after] },
    }));
  });
}

function maskedRows(rows: EncodedRow[], { tokenizer, seed }: TaskScope): EncodedRows {
  const { maskId, vocabSize, specialIds, padId } = tokenizer;
  if (maskId === undefined) {
    throw new InputError(
      'mask-token-missing',
      'The tokenizer has no mask token, which masked language modelling hides words with. Use a model whose tokenizer_config.json names a mask_token.',
    );
  }
  const usable = rows.filter(({ sequence }) => hideable(sequence.inputIds, specialIds).length > 0);
  return new MaskedRows(usable, padId, 0, { maskId, vocabSize, specialIds }, seed);
}

function causalWindows(rows: EncodedRow[], { tokenizer }: TaskScope): EncodedRows {
  const usable = rows.filter(({ sequence }) => sequence.inputIds.length > 1);
  const learned = usable.map((row) => ({
    ...row,
    learned: Array.from(row.sequence.inputIds, (_, place) => place).slice(1),
  }));
  return new CausalRows(learned, tokenizer.padId, 0);
}

export const text: TaskType<'text', LanguageObservation> = {
  name: 'text',
  head: (architecture) => (architecture.causal ? 'causalLanguageModel' : 'maskedLanguageModel'),
  headLabels: () => [],
  labelsOf: () => [],
  objective: ({ architecture }) => (architecture.causal ? causalLanguageModel : maskedLanguageModel),
  rows(examples, scope) {
    const rows = windows(examples, scope);
    return scope.architecture.causal ? causalWindows(rows, scope) : maskedRows(rows, scope);
  },
  excerpt: (example) => excerptOf(example.text),
  observe: (examples, rows, outputs) => languageObservations(examples.length, rows, outputs),
  watched: ['perplexity'],
  measure: measureLanguage,
  calibrate: uncalibrated,
  judge: judgeLanguage,
};
