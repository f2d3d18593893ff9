import type { Edit } from './edits.js';
import { type Line, linesOf, removal } from './mail-lines.js';

/** Lines that a signature may have below its `-- ` (RFC 3676 names the mark and asks for no more than four). */
const SIGNATURE_LINES = 12;
const SIGNATURE = /^--[ \u00a0]?$/;
const SENT_FROM =
  /^\s*(?:sent from (?:my|the) .{2,40}|get outlook for (?:ios|android).{0,60}|von meinem .{2,30} gesendet|envoyé de mon .{2,30}|enviado (?:desde|de|do) m[ie]u? .{2,30}|inviato da .{2,30})$/i;

/** Paragraphs that begin in the words of confidentiality notices, or of what mailing lists and newsletters add. */
const NOTICE = new RegExp(
  [
    '^\\W*(?:confidentiality|disclaimer|legal) (?:notice|note)\\b',
    '^\\W*this (?:e-?mail|message|communication|transmission)(?: message)?(?:,? (?:and|including|together with|or) any [\\w\\s]{0,40})?[,)\\s]* (?:is|are|may be|may contain|contains|is intended|and its contents)\\b.{0,200}\\b(?:confidential|privileged|intended|recipient|addressee)',
    '^\\W*the information (?:contained |transmitted )?in this (?:e-?mail|message)\\b',
    '^\\W*if you (?:are not the intended recipient|have received this (?:e-?mail|message|communication) in error)\\b',
    '^\\W*diese e-?mail (?:enthält|kann|ist)\\b.{0,200}\\b(?:vertraulich|bestimmt)',
    '^\\W*(?:ce|le présent) (?:message|courriel|e-?mail)\\b.{0,200}\\b(?:confidentiel|destin)',
    '^\\W*please consider the environment before printing\\b',
    '^\\W*(?:to unsubscribe|you (?:can|may) unsubscribe|click here to unsubscribe|unsubscribe (?:here|from|at)|your use of yahoo! groups is subject|you (?:are receiving|received) this (?:e-?mail|message|newsletter) because)\\b',
    '^\\W*(?:zum abbestellen|pour se désabonner|para cancelar (?:la|a|su) suscripción)\\b',
  ].join('|'),
  'isu',
);
/** The rule above the footer of a mailing list, and what says that it is one. */
const RULE = /^[_=\-*~]{20,}\s*$/;
const LIST_FOOTER = /mailing list|listinfo|unsubscribe|sponsored by|yahoo! groups|list archive/i;
const FOOTER_LINES = 12;

/**
 * Takes out what mail programs, mailing lists and lawyers add to a mail: signatures, notices of confidentiality, footers. By
 * patterns, in English and in part in German, French, Spanish and Italian. A text that would be nothing else stays.
 */
export function removeBoilerplate(text: string): Edit[] {
  const lines = linesOf(text);
  const marked = new Uint8Array(lines.length);
  markFooters(lines, marked);
  markNotices(lines, marked);
  markSignature(lines, marked);
  return removal(text, lines, marked);
}

/** From a rule near the end down, where one of the few lines below speaks of a list. */
function markFooters(lines: readonly Line[], marked: Uint8Array): void {
  for (let at = Math.max(1, lines.length - FOOTER_LINES); at < lines.length; at++) {
    if (!RULE.test(lines[at]!.text) || !lines.slice(at).some(({ text }) => LIST_FOOTER.test(text))) continue;
    marked.fill(1, at);
    return;
  }
}

function markNotices(lines: readonly Line[], marked: Uint8Array): void {
  for (let at = 0; at < lines.length; at++) {
    if (
      lines[at]!.text.trim() === '' ||
      (at > 0 && lines[at - 1]!.text.trim() !== '' && !RULE.test(lines[at - 1]!.text))
    )
      continue;
    let end = at;
    while (end < lines.length && lines[end]!.text.trim() !== '') end++;
    const paragraph = lines
      .slice(at, end)
      .map(({ text }) => text.trim())
      .join(' ');
    if (NOTICE.test(paragraph)) marked.fill(1, at, end);
  }
}

/** The signature's mark with all below it, or a line about the telephone that it was sent from. */
function markSignature(lines: readonly Line[], marked: Uint8Array): void {
  let end = lines.length;
  const isEmpty = (at: number) => marked[at] === 1 || lines[at]!.text.trim() === '';
  while (end > 0 && isEmpty(end - 1)) end--;
  for (let at = end - 1; at >= Math.max(0, end - SIGNATURE_LINES); at--) {
    if (SIGNATURE.test(lines[at]!.text)) {
      marked.fill(1, at, end);
      end = at;
      break;
    }
  }
  while (end > 0 && isEmpty(end - 1)) end--;
  if (end > 0 && SENT_FROM.test(lines[end - 1]!.text)) marked[end - 1] = 1;
}
