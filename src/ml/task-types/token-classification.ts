/** Labelled spans in a text. Long texts go through the network window by window; nothing of them is cut. */

import { type LanguageOutcome, LanguageTally, lossOf } from '../evaluation/generation/language-tally.js';
import { aboutExample, excerptOf, type Prediction, worstFirst } from '../evaluation/prediction.js';
import { argmax } from '../evaluation/scores.js';
import { softmax } from '../evaluation/softmax.js';
import { entityOutcomes } from '../evaluation/token-classification/entity-outcomes.js';
import { EntityTally } from '../evaluation/token-classification/entity-tally.js';
import { evaluateTokenClassification } from '../evaluation/token-classification/evaluate-token-classification.js';
import { BioTags } from '../spans/bio-tags.js';
import { type Span, trimSpan } from '../spans/span.js';
import { spansOfTags, type TokenOffsets, tagsOfSpans } from '../spans/token-tags.js';
import { tokenLabels } from '../tasks/token-objectives.js';
import { type TokenRow, TokenRows } from './rows/token-rows.js';
import type { TaskScope, TaskType } from './task-type.js';
import { plainResult, uncalibrated } from './uncalibrated.js';

/** A span, and the mean probability of its tokens' tags. */
export interface ScoredSpan extends Span {
  probability: number;
}

/** With the loss of the tags of the text's tokens. */
export interface SpansObservation extends LanguageOutcome {
  truth: Span[];
  predicted: ScoredSpan[];
}

/** A part of a text as long as the network is given. */
interface Window extends TokenRow {
  /** Of each token, special ones with empty places. */
  offsets: TokenOffsets;
}

export type WindowRows = TokenRows<Window>;

/** Rows of texts without answers. */
export function windowRows(texts: readonly string[], { tokenizer, maxLength }: TaskScope): WindowRows {
  const { before, after } = tokenizer.aroundText();
  const room = maxLength - before.length - after.length;
  const nowhere = (ids: readonly number[]) => ids.map(() => [0, 0] as const);
  const rows = texts.flatMap((text, example) => {
    const tokens = tokenizer.place(text);
    return Array.from({ length: Math.ceil(tokens.length / room) }, (_, i): Window => {
      const part = tokens.slice(i * room, (i + 1) * room);
      return {
        example,
        weight: 1,
        sequence: { inputIds: [...before, ...part.map(({ id }) => id), ...after] },
        offsets: [...nowhere(before), ...part.map(({ start, end }) => [start, end] as const), ...nowhere(after)],
        tokenLabels: new Int32Array(before.length + part.length + after.length).fill(-1),
      };
    });
  });
  return new TokenRows(rows, tokenizer.padId, 0);
}

/** The spans that the network's outputs mark in each text. */
export function spansFound(
  texts: readonly string[],
  { rows }: WindowRows,
  outputs: readonly Float32Array[],
  { headLabels }: TaskScope,
): ScoredSpan[][] {
  const tags = new BioTags(headLabels);
  const found = texts.map(() => ({
    offsets: [] as TokenOffsets[number][],
    ids: [] as number[],
    probabilities: [] as number[],
  }));
  rows.forEach(({ example, offsets }, row) => {
    offsets.forEach((place, token) => {
      if (place[0] === place[1]) return;
      const probabilities = softmax(logitsAt(outputs[row]!, token, headLabels.length));
      const id = argmax(probabilities);
      found[example]!.offsets.push(place);
      found[example]!.ids.push(id);
      found[example]!.probabilities.push(probabilities[id]!);
    });
  });
  return found.map(({ offsets, ids, probabilities }, i) =>
    spansOfTags(texts[i]!, ids, offsets, tags).map((span) => {
      const inside = probabilities.filter(
        (_, token) => offsets[token]![0] < span.end && offsets[token]![1] > span.start,
      );
      return { ...span, probability: inside.reduce((sum, p) => sum + p, 0) / inside.length };
    }),
  );
}

const logitsAt = (logits: Float32Array, token: number, classes: number): Float32Array =>
  logits.subarray(token * classes, (token + 1) * classes);

export const tokenClassification: TaskType<'token-classification', SpansObservation> = {
  name: 'token-classification',
  head: () => 'tokenClassification',
  headLabels: (labels) => BioTags.of(labels).names,
  labelsOf: (headLabels) => new BioTags(headLabels).labels,
  objective: ({ headLabels }, labelSmoothing) => tokenLabels(headLabels.length, labelSmoothing),
  rows(examples, scope) {
    const tags = new BioTags(scope.headLabels);
    const { rows, truncated } = windowRows(
      examples.map(({ text }) => text),
      scope,
    );
    // A span may go on in the next row, so that the tags are those of the text as a whole.
    const offsets = examples.map(() => [] as TokenOffsets[number][]);
    for (const row of rows) offsets[row.example]!.push(...row.offsets);
    const tagsOf = examples.map(({ text, spans }, i) => tagsOfSpans(text, spans, offsets[i]!, tags));
    const taken = examples.map(() => 0);
    const labelled = rows.map((row) => {
      const start = taken[row.example]!;
      taken[row.example] = start + row.offsets.length;
      const tokenLabels = tagsOf[row.example]!.slice(start, start + row.offsets.length);
      row.offsets.forEach(([from, to], token) => {
        if (from === to) tokenLabels[token] = -1;
      });
      return { ...row, weight: examples[row.example]!.weight ?? 1, tokenLabels };
    });
    return new TokenRows(labelled, scope.tokenizer.padId, truncated);
  },
  excerpt: ({ text }) => excerptOf(text),
  watched: ['entityF1'],
  observe(examples, encoded, outputs, scope) {
    const windows = encoded as WindowRows;
    const texts = examples.map(({ text }) => text);
    const predicted = spansFound(texts, windows, outputs, scope);
    const observations = examples.map(({ text, spans }, i) => ({
      truth: spans.flatMap((span) => trimSpan(text, span) ?? []),
      predicted: predicted[i]!,
      nats: 0,
      tokens: 0,
    }));
    windows.rows.forEach(({ example, tokenLabels }, row) => {
      tokenLabels.forEach((label, token) => {
        if (label < 0) return;
        const probabilities = softmax(logitsAt(outputs[row]!, token, scope.headLabels.length));
        observations[example]!.nats -= Math.log(Math.max(Number.EPSILON, probabilities[label]!));
        observations[example]!.tokens += 1;
      });
    });
    return observations;
  },
  measure(observations, { headLabels }) {
    const labels = new BioTags(headLabels).labels;
    const outcomes = entityOutcomes(
      observations.map(({ predicted }) => predicted),
      observations.map(({ truth }) => truth),
      labels,
    );
    const { loss } = LanguageTally.of(observations).metrics();
    return { loss, ...EntityTally.of(outcomes, labels.length).metrics() };
  },
  calibrate: uncalibrated,
  judge({ examples, observations, scope: { headLabels }, ...options }) {
    const result = evaluateTokenClassification({
      ...options,
      predicted: observations.map(({ predicted }) => predicted),
      truths: observations.map(({ truth }) => truth),
      labelNames: new BioTags(headLabels).labels,
    });
    const prediction = (row: number): Prediction => ({
      ...aboutExample(examples[row]!),
      spans: observations[row]!.truth,
      predictedSpans: observations[row]!.predicted,
      loss: lossOf(observations[row]!),
    });
    return {
      result: plainResult(result),
      predictions: worstFirst(examples.length, (row) => lossOf(observations[row]!), prediction),
    };
  },
};
