import type { Edit } from './edits.js';
import { type Line, linesOf, removal } from './mail-lines.js';

/** The line above a quotation, in some of the languages of mail programs; it may be broken in two. */
const ATTRIBUTION = new RegExp(
  [
    'on\\b.{4,200}\\bwrote',
    'am\\b.{4,200}\\bschrieb\\b.{0,100}',
    'le\\b.{4,200}\\ba écrit',
    'el\\b.{4,200}\\bescribió',
    'em\\b.{4,200}\\bescreveu',
    'il\\b.{4,200}\\bha scritto',
    'op\\b.{4,200}\\bschreef\\b.{0,100}',
  ]
    .map((pattern) => `^${pattern}\\s*:\\s*$`)
    .join('|'),
  'isu',
);
/** Below one of these all is the mail that is answered. */
const ORIGINAL =
  /^\s*(?:-{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|message d'origine|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht)\s*-{2,}|_{20,})\s*$/i;
/** The header that Outlook puts above the mail it answers: `From:` (or `Von:`, …), and three more such lines. */
const HEADER_START = /^\s*\*?(?:from|von|de|da|van)\*?\s*:\s*\*?\s*\S/i;
const HEADER_LINE =
  /^\s*\*?(?:from|sent|date|to|cc|subject|von|gesendet|datum|an|betreff|de|envoyé|à|objet|enviado|para|asunto|assunto|da|inviato|a|oggetto|van|verzonden|aan|onderwerp)\*?\s*:/i;
const HEADER_LINES = 4;

/**
 * Takes out what a mail quotes of the one it answers: lines that begin with `>`, with the line that says who wrote them, and
 * all below an "original message" or its header. A text that would be nothing but quotation stays as it is.
 */
export function removeQuotedMail(text: string): Edit[] {
  const lines = linesOf(text);
  const quoted = new Uint8Array(lines.length);
  for (let at = 0; at < lines.length; at++) {
    if (/^\s{0,2}>/.test(lines[at]!.text)) quoted[at] = 1;
    else if (startsOriginal(lines, at)) {
      quoted.fill(1, at);
      break;
    }
  }
  for (let at = 0; at < lines.length; at++) {
    if (!quoted[at] && introducesQuotation(lines, quoted, at)) quoted[at] = 1;
  }
  return removal(text, lines, quoted);
}

function startsOriginal(lines: readonly Line[], at: number): boolean {
  if (ORIGINAL.test(lines[at]!.text)) return !/^\s*_/.test(lines[at]!.text) || isHeader(lines, nextFilled(lines, at));
  return at > 0 && isHeader(lines, at);
}

function isHeader(lines: readonly Line[], at: number): boolean {
  if (at >= lines.length || !HEADER_START.test(lines[at]!.text)) return false;
  const following = lines.slice(at, at + HEADER_LINES);
  return following.length === HEADER_LINES && following.every((line) => HEADER_LINE.test(line.text));
}

/** Whether the line, or it and the next, says who wrote the quotation below it. */
function introducesQuotation(lines: readonly Line[], quoted: Uint8Array, at: number): boolean {
  const isQuotation = (line: number) => line >= lines.length || quoted[line] === 1;
  const one = lines[at]!.text.trim();
  if (ATTRIBUTION.test(one)) return isQuotation(nextFilled(lines, at));
  const [before, after] = [lines[at - 1]?.text.trim(), lines[at + 1]?.text.trim()];
  if (before && quoted[at - 1] && ATTRIBUTION.test(`${before} ${one}`)) return true;
  return !!after && ATTRIBUTION.test(`${one} ${after}`) && isQuotation(nextFilled(lines, at + 1));
}

function nextFilled(lines: readonly Line[], at: number): number {
  let next = at + 1;
  while (next < lines.length && lines[next]!.text.trim() === '') next++;
  return next;
}
