// What counts as a paragraph of English prose. Everything else (code, tables, menus, other languages) is dropped.

const COMMON_WORDS = new Set(
  `the of and to a in is it you that he was for on are with as i his they be at one have this from or had by not but
  what all were we when your can said there use an each which she do how their if will up other about out many then
  them these so some her would make like him into time has look two more no could my than been who its now did get may
  our any me shall unto upon where after also only should very those must such most over between being used does
  because while before under through same another both us was`.split(/\s+/),
);

const MIN_CHARACTERS = 40;
const LONG_CHARACTERS = 2_000;
const BOILERPLATE =
  /copyright|all rights reserved|licen[cs]ed under|table of contents|click here|generated (by|on)|javascript is|report a bug|previous topic|next topic|this page|permission is hereby/i;

/** The paragraph with white space and typographic spaces normalised, or `undefined` when it isn't English prose. */
export function cleanParagraph(raw: string): string | undefined {
  const text = raw
    .normalize('NFC')
    // Soft hyphens, zero-width and unassigned characters, pilcrows that documentation generators put beside headings.
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff¶\p{Cn}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length < MIN_CHARACTERS) return undefined;
  if (text.length < 250 && BOILERPLATE.test(text)) return undefined;
  return isEnglishProse(text) ? text : undefined;
}

function isEnglishProse(text: string): boolean {
  const letters = text.match(/[A-Za-z]/g)?.length ?? 0;
  const spaces = text.match(/ /g)?.length ?? 0;
  const foreign = text.match(/[^\s -\u024f\u2010-\u2026€]/g)?.length ?? 0;
  const codeMarks = text.match(/[{}<>;=_|\\#@`^~[\]]/g)?.length ?? 0;
  if ((letters + spaces) / text.length < 0.85) return false;
  if (foreign / text.length > 0.02) return false;
  if (codeMarks / text.length > 0.025) return false;
  const words = text.toLowerCase().match(/[a-z']+/g) ?? [];
  if (words.length < 7 || letters / words.length > 9) return false;
  const common = words.filter((word) => COMMON_WORDS.has(word)).length;
  return common / words.length >= 0.18;
}

/** Equal for paragraphs that differ only in case, digits, white space or punctuation: templated reference text. */
export function duplicateKey(paragraph: string): string {
  return paragraph
    .toLowerCase()
    .replace(/\d+/g, '0')
    .replace(/[^a-z0]+/g, ' ');
}

/** Cuts a paragraph of thousands of characters (a speech on one line) after sentences, so that dropping a part stays small. */
export function splitLongParagraph(paragraph: string): string[] {
  if (paragraph.length <= LONG_CHARACTERS) return [paragraph];
  const parts: string[] = [];
  let current = '';
  for (const sentence of paragraph.split(/(?<=[.!?]["')]?)\s+/)) {
    current = current === '' ? sentence : `${current} ${sentence}`;
    if (current.length >= LONG_CHARACTERS / 2) {
      parts.push(current);
      current = '';
    }
  }
  if (current !== '') parts.push(current);
  return parts;
}
