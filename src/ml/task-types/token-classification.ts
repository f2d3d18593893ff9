/** Labelled spans in a text. Long texts go through the network window by window; nothing of them is cut. */

import { temperatureOf } from '../calibration/apply-calibration.js';
import type { Calibration } from '../calibration/calibration.js';
import type { ExclusiveRows } from '../calibration/calibration-rows.js';
import { calibrate } from '../calibration/fit-calibration.js';
import { calibrationReport, type JudgedCalibration, servedRows } from '../calibration/judge-calibration.js';
import { classificationOutcomes } from '../evaluation/classification-outcomes.js';
import { ClassificationTally } from '../evaluation/classification-tally.js';
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
import { plainResult } from './uncalibrated.js';

/** A span, and the mean probability of its tokens' tags. */
export interface ScoredSpan extends Span {
  probability: number;
}

/** With the loss of the tags of the text's tokens. */
export interface SpansObservation extends LanguageOutcome {
  truth: Span[];
  predicted: ScoredSpan[];
  /** Of each token of the text: where it stands, its true tag, and what the network says of it. */
  offsets: TokenOffsets[number][];
  tagIds: number[];
  logits: Float32Array[];
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
  temperature = 1,
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
      const probabilities = softmax(logitsAt(outputs[row]!, token, headLabels.length), temperature);
      const id = argmax(probabilities);
      found[example]!.offsets.push(place);
      found[example]!.ids.push(id);
      found[example]!.probabilities.push(probabilities[id]!);
    });
  });
  return found.map(({ offsets, ids, probabilities }, i) =>
    spansOfTags(texts[i]!, ids, offsets, tags).map((span) => scored(span, offsets, probabilities)),
  );
}

/** With the mean of its tokens' probabilities. */
function scored(span: Span, offsets: TokenOffsets, probabilities: readonly number[]): ScoredSpan {
  const inside = probabilities.filter((_, token) => offsets[token]![0] < span.end && offsets[token]![1] > span.start);
  return { ...span, probability: inside.reduce((sum, p) => sum + p, 0) / inside.length };
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
      offsets: [] as TokenOffsets[number][],
      tagIds: [] as number[],
      logits: [] as Float32Array[],
    }));
    windows.rows.forEach(({ example, offsets, tokenLabels }, row) => {
      const observation = observations[example]!;
      tokenLabels.forEach((label, token) => {
        if (label < 0) return;
        const logits = logitsAt(outputs[row]!, token, scope.headLabels.length);
        observation.nats -= Math.log(Math.max(Number.EPSILON, softmax(logits)[label]!));
        observation.tokens += 1;
        observation.offsets.push(offsets[token]!);
        observation.tagIds.push(label);
        observation.logits.push(logits.slice());
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
  calibrate: (observations, plan, { headLabels }) => calibrate(tokensOf(observations), plan, headLabels),
  judge({ examples, observations, scope: { headLabels }, ...options }) {
    const result = evaluateTokenClassification({
      ...options,
      predicted: observations.map(({ predicted }) => predicted),
      truths: observations.map(({ truth }) => truth),
      labelNames: new BioTags(headLabels).labels,
    });
    const calibration = tokenReport(observations, headLabels.length, options);
    const prediction = (row: number): Prediction => ({
      ...aboutExample(examples[row]!),
      spans: observations[row]!.truth,
      predictedSpans: asServed(observations[row]!, options.calibration),
      loss: lossOf(observations[row]!),
    });
    return {
      result: { ...plainResult(result), calibration },
      predictions: worstFirst(examples.length, (row) => lossOf(observations[row]!), prediction),
    };
  },
};

/** Tokens of one text belong together: they are no examples of their own. */
const tokensOf = (observations: readonly SpansObservation[]): ExclusiveRows => ({
  space: 'exclusive',
  logits: observations.flatMap(({ logits }) => logits),
  labels: observations.flatMap(({ tagIds }) => tagIds),
  groups: observations.flatMap(({ tagIds }, text) => tagIds.map(() => text)),
});

/** How far the probabilities of tokens' tags can be believed; null where the texts have no tokens. */
function tokenReport(observations: readonly SpansObservation[], tags: number, judged: JudgedCalibration) {
  const tokens = tokensOf(observations);
  if (tokens.logits.length === 0) return null;
  const said = servedRows(tokens, judged);
  const tally = (probabilities: Float64Array[]) =>
    ClassificationTally.of(classificationOutcomes(probabilities, tokens.labels, tags));
  return calibrationReport(tokens, said, judged, { before: tally(said.before), after: tally(said.after) });
}

/** A temperature changes no tag, only how sure it is. */
function asServed({ predicted, offsets, logits }: SpansObservation, calibration: Calibration): ScoredSpan[] {
  const temperature = temperatureOf(calibration);
  const probabilities = logits.map((row) => Math.max(...softmax(row, temperature)));
  return predicted.map(({ probability: _, ...span }) => scored(span, offsets, probabilities));
}
