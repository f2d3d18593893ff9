import type { Entity, Finding } from '../entities.js';

/** What a check makes of a match: the piece within it, or null where it is something else. */
export type Checked = { start: number; end: number; value: string } | null;

/**
 * Findings of a pattern. What is refused is looked into again one place further on, so the pattern must match a bounded
 * length, and must not be able to start inside what it could have run through.
 */
export function* matches(
  entity: Entity,
  pattern: RegExp,
  text: string,
  check: (match: RegExpExecArray) => Checked,
): Generator<Finding> {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const found = check(match);
    if (found) yield { ...found, entity };
    pattern.lastIndex = found ? found.end : match.index + 1;
  }
}

/** The whole match, in this spelling. */
export function whole(match: RegExpExecArray, value: string): Checked {
  return { start: match.index, end: match.index + match[0].length, value };
}

/** What stands before a place, as far as it tells what comes there. */
export function before(text: string, at: number, length: number): string {
  return text.slice(Math.max(0, at - length), at);
}

const DIGIT = /\d/;

/** Most texts have no number in them, and looking is cheaper than searching. */
export function hasDigit(text: string): boolean {
  return DIGIT.test(text);
}
