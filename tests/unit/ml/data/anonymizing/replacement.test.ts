import type { Entity, Finding } from '../../../../../src/ml/data/anonymizing/entities.js';
import { moveSpans, replaceAll } from '../../../../../src/ml/data/anonymizing/replacement.js';

/** The text without its marks: what is in braces is replaced by X…, what is in brackets is a span. */
function taken(marked: string) {
  const findings: Finding[] = [];
  const spans: { start: number; end: number; label: string }[] = [];
  let text = '';
  const open = { span: 0, piece: 0 };
  for (const char of marked) {
    if (char === '{') open.piece = text.length;
    else if (char === '[') open.span = text.length;
    else if (char === '}') findings.push({ start: open.piece, end: text.length, entity: 'ip' as Entity, value: '' });
    else if (char === ']') spans.push({ start: open.span, end: text.length, label: 'L' });
    else text += char;
  }
  return { text, findings, spans };
}

/** The new text with its spans in brackets. */
function moved(marked: string): string {
  const { text, findings, spans } = taken(marked);
  const replaced = replaceAll(text, findings, () => 'XXXXX');
  let shown = '';
  let at = 0;
  for (const { start, end } of moveSpans(spans, replaced)) {
    shown += `${replaced.text.slice(at, start)}[${replaced.text.slice(start, end)}]`;
    at = end;
  }
  return shown + replaced.text.slice(at);
}

describe('spans of a text with pieces replaced', () => {
  it.each([
    ['before, between and behind move', '[ab] {12} [cd] {34} [ef]', '[ab] XXXXX [cd] XXXXX [ef]'],
    ['that are a piece are what took its place', 'a [{12}] b', 'a [XXXXX] b'],
    ['around a piece hold it', 'a [b {12} c] d', 'a [b XXXXX c] d'],
    ['around several hold them', '[{1} {2} {3}]', '[XXXXX XXXXX XXXXX]'],
    ['within a piece take all of it in', 'a {1[2]3} b', 'a [XXXXX] b'],
    ['that end within a piece take it in', '[ab {1]2} c', '[ab XXXXX] c'],
    ['that begin within a piece take it in', 'a {1[2} bc]', 'a [XXXXX bc]'],
    ['that touch a piece do not', '[ab]{12}[cd]', '[ab]XXXXX[cd]'],
    ['of which two are in one piece become one', 'a {[1]-[2]} b', 'a [XXXXX] b'],
    ['of which two share a piece part before it', '[ab {1]2[3} cd]', '[ab XXXXX][ cd]'],
    ['stay where nothing is replaced', 'a [b] c', 'a [b] c'],
  ])('%s', (_, marked, expected) => {
    expect(moved(marked)).toBe(expected);
  });
});
