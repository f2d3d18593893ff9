import { decodeMail } from './decode-mail.js';

const HEADER =
  /^(?:from|to|subject|date|message-id|received|return-path|mime-version|content-type|delivered-to|reply-to):/i;
/** As many well-known headers at the start, and the text is raw mail. */
const HEADERS = 2;

const OPEN = '\x01';
const CLOSE = '\x02';
const GUARDED = new RegExp(`${OPEN}([\\da-f]{2,6})${CLOSE}`, 'g');

/** Subject and body of a text that is raw mail; any other text as it is. */
export async function mimeToText(text: string): Promise<string> {
  if (!isMail(text)) return text;
  const decoded = await decodeMail(Buffer.from(guarded(text)));
  return unguarded(decoded.text);
}

/** Whether the text begins with headers of a mail, and nothing else before the first empty line. */
function isMail(text: string): boolean {
  let headers = 0;
  for (const match of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    const line = match[1]!;
    if (line === '' || match.index + match[0].length >= text.length) break;
    const continues = match.index > 0 && /^[ \t]/.test(line);
    const envelope = match.index === 0 && line.startsWith('From ');
    if (!continues && !envelope && !/^[\w-]+:/.test(line)) return false;
    if (HEADER.test(line)) headers++;
  }
  return headers >= HEADERS;
}

/**
 * The text's characters have been decoded once already, whatever character set the mail names for them. So those beyond
 * ASCII go through as numbers between two control characters, which every character set of mail leaves alone.
 */
function guarded(text: string): string {
  return text.replace(
    /[\u{80}-\u{10ffff}]/gu,
    (character) => `${OPEN}${character.codePointAt(0)!.toString(16)}${CLOSE}`,
  );
}

function unguarded(text: string): string {
  return text.replace(GUARDED, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}
