import { type Edit, editsOf } from './edits.js';

/** Vertical tab, form feed and NEXT LINE end lines; the other controls, but tab and line ends, say nothing. */
const LINE_CONTROLS = '\\u000b\\u000c\\u0085';
/** Soft hyphen, zero-width space, marks of direction, word joiner and invisible operators, byte order mark, annotations. */
const INVISIBLE =
  '\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb';
/**
 * The zero-width joiner and non-joiner are part of the spelling in emoji and in Arabic and Indic scripts; after anything
 * else they are stray.
 */
const STRAY_JOINER =
  '(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f[[\\p{L}\\p{M}]--[\\p{sc=Latin}\\p{sc=Greek}\\p{sc=Cyrillic}]]])[\\u200c\\u200d]';
const UNWANTED = new RegExp(
  `[\\u0000-\\u0008${LINE_CONTROLS}\\u000e-\\u001f\\u007f-\\u009f${INVISIBLE}]|${STRAY_JOINER}`,
  'gv',
);
const ENDS_LINE = new RegExp(`[${LINE_CONTROLS}]`);

/** Removes what can't be seen: control characters, zero-width characters, soft hyphens, byte order marks. */
export function removeControlCharacters(text: string): Edit[] {
  return editsOf(text, UNWANTED, (found) => (ENDS_LINE.test(found) ? '\n' : ''));
}
