/** Labelled spans in a text. Long texts go through the network window by window; nothing of them is cut. */
import { Span, trimSpan } from '../spans/span.js';
import { BioTags } from '../spans/bio-tags.js';
import { spansOfTags, type TokenOffsets, tagsOfSpans } from '../spans/token-tags.js';
import { argmax } from '../evaluation/scores.js';
import { tokenLabels } from '../tasks/token-objectives.js';
import type { EncodedRows } from './rows/encoded-rows.js';
import { type TokenRow, TokenRows } from './rows/token-rows.js';
import type { TaskScope, TaskType } from './task-type.js';

/** A window: its tokens' places in the whole text, special tokens among them with empty ones. */
interface WindowRow extends TokenRow {
  offsets: TokenOffsets;
}

export interface SpansObservation {
  truth: Span[];
  predicted: ScoredSpan[];
  /** Sum over the text's tokens of the loss of their tags, in nats; 0 of 0 tokens where the truth is unknown. */
  nats: number;
  tokens: number;
}

/** A span and the mean probability of its tokens' tags. */
export interface ScoredSpan extends Span {
  probability: number;
}

const tagsOf = new WeakMap<readonly string[], BioTags>();
function bioTags(headLabels: readonly string[]): BioTags {
  const tags = tagsOf.get(headLabels) ?? new BioTags(headLabels);
  tagsOf.set(headLabels, tags);
  return tags;
}
