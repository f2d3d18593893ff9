import { decodeHTMLStrict } from 'entities';
import { htmlToBlocks } from './html-text.js';

/** A tag of an element that texts really have; `a < b` and `List<String>` are none. */
const TAG =
  /<!doctype html|<!--|<\/?(?:a|abbr|article|b|blockquote|body|br|center|code|dd|div|dl|dt|em|fieldset|font|footer|form|h[1-6]|head|header|hr|html|i|img|label|li|link|main|meta|nav|ol|option|p|pre|q|s|script|section|select|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul)(?:\s[^<>]*)?\/?>/i;
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i;

/** The visible text of HTML, a line a block. Without tags there are entities at most: those become characters. */
export function htmlToText(text: string): string {
  if (TAG.test(text)) return htmlToBlocks(text).join('\n');
  return ENTITY.test(text) ? decodeHTMLStrict(text) : text;
}
