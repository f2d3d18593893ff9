/** Entities of a text as tags of its tokens, and back. */
import type { BioTags } from './bio-tags.js';
import { type Span, trimSpan } from './span.js';

/**
 * Where each token stands in the text, in UTF-16 code units and ascending. A token that is no piece of the text, such as
 * [CLS] or padding, has an empty place (start = end).
 */
export type TokenOffsets = readonly (readonly [start: number, end: number])[];

/**
 * The tag of each token: `B-x` of the first token that overlaps an entity, `I-x` of those after it, `O` of all others.
 * A piece that continues a word is a token like any other. White space at the ends of a span is ignored, so that a token
 * which includes the space before its word does not join the entity before it.
 *
 * Tags cannot say everything: a token that overlaps two spans belongs to the one that begins first (of those that begin
 * together, the longer), and a span that is left without a token is lost.
 */
export function tagsOfSpans(text: string, spans: readonly Span[], offsets: TokenOffsets, tags: BioTags): Int32Array {
  const entities = spans
    .flatMap((span) => trimSpan(text, span) ?? [])
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const found = new Int32Array(offsets.length).fill(tags.outside);
  let next = 0;
  let begun = false;
  for (const [token, [start, end]] of offsets.entries()) {
    if (start === end) continue;
    while (next < entities.length && entities[next]!.end <= start) {
      next += 1;
      begun = false;
    }
    const entity = entities[next];
    if (entity === undefined) break;
    if (entity.start >= end) continue;
    found[token] = begun ? tags.inside(entity.label) : tags.begin(entity.label);
    begun = true;
  }
  return found;
}

/**
 * The entities that a sequence of tags marks, without white space at their ends. Lenient, as seqeval's default and the
 * CoNLL script: an `I-x` after `O` or after another label begins an entity too. Tokens that are no piece of the text are
 * passed over, whatever their tag.
 */
export function spansOfTags(text: string, ids: ArrayLike<number>, offsets: TokenOffsets, tags: BioTags): Span[] {
  const spans: Span[] = [];
  let open: Span | null = null;
  for (const [token, [start, end]] of offsets.entries()) {
    if (start === end) continue;
    const tag = tags.tag(ids[token]!);
    if (tag && open?.label === tag.label && !tag.begins) {
      open.end = end;
      continue;
    }
    open = tag && { start, end, label: tag.label };
    if (open) spans.push(open);
  }
  return spans.flatMap((span) => trimSpan(text, span) ?? []);
}
