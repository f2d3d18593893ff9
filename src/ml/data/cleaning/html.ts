import { decodeHTMLStrict } from 'entities';
import { htmlToBlocks } from './html-text.js';

const BLOCK =
  'article|blockquote|body|br|center|dd|div|dl|dt|fieldset|footer|form|h[1-6]|head|header|hr|html|li|main|nav|ol|option|p|pre|section|select|table|tbody|td|tfoot|th|thead|title|tr|ul';
const INLINE = 'a|abbr|b|code|em|font|i|img|label|link|meta|q|s|script|small|span|strike|strong|style|sub|sup|tt|u';
/** Tags of elements that texts really have; `a < b` and `List<String>` are none. */
const tags = (elements: string) => `</?(?:${elements})(?:\\s[^<>]*)?/?>`;
const ANY_TAG = new RegExp(`<!doctype html|<!--|${tags(`${BLOCK}|${INLINE}`)}`, 'i');
const BLOCK_TAGS = new RegExp(tags(BLOCK), 'gi');
const INLINE_TAGS = new RegExp(tags(INLINE), 'gi');
const STARTS_AS_HTML = new RegExp(`^\\s*(?:<!|<\\?xml|${tags(`${BLOCK}|${INLINE}`)})`, 'i');
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i;

/**
 * The visible text of HTML, a line a block. A text that only has some tags in it keeps its lines: there line ends mean
 * something, which they don't in HTML. Without tags there are entities at most: those become characters.
 */
export function htmlToText(text: string): string {
  if (!ANY_TAG.test(text)) return ENTITY.test(text) ? decodeHTMLStrict(text) : text;
  const blocks = text.match(BLOCK_TAGS)?.length ?? 0;
  const lineEnds = text.match(/\n/g)?.length ?? 0;
  if (STARTS_AS_HTML.test(text) || blocks > lineEnds / 2) return htmlToBlocks(text).join('\n');
  return decodeHTMLStrict(withoutComments(text).replace(BLOCK_TAGS, '\n').replace(INLINE_TAGS, ''));
}

/** By hand, for an expression would look for the end of each of many open comments up to the end of the text. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    const end = start === -1 ? -1 : text.indexOf('-->', start);
    if (end === -1) break;
    parts.push(text.slice(at, start));
    at = end + 3;
  }
  return parts.join('') + text.slice(at);
}
