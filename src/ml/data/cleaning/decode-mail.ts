import PostalMime from 'postal-mime';
import { htmlToBlocks } from './html-text.js';

export interface DecodedMail {
  /** Address in lower case; empty where there is none. */
  sender: string;
  subject: string;
  /** Subject and body with an empty line between, as far as the mail has them. */
  text: string;
}

/** Decodes a mail: MIME parts, transfer encodings, character sets, encoded headers; HTML where there is no plain text. */
export async function decodeMail(bytes: Uint8Array): Promise<DecodedMail> {
  const mail = await PostalMime.parse(withoutEnvelope(bytes));
  const subject = tidy(mail.subject ?? '');
  const plain = tidy(mail.text ?? '');
  const body = plain !== '' ? plain : htmlToBlocks(mail.html ?? '').join('\n');
  return {
    sender: mail.from?.address?.toLowerCase() ?? '',
    subject,
    text: [subject, tidy(body)].filter((part) => part !== '').join('\n\n'),
  };
}

/** Mail folders begin each mail with a line "From sender date", which is no header. */
function withoutEnvelope(bytes: Uint8Array): Uint8Array {
  const isEnvelope = Buffer.from(bytes.subarray(0, 5)).toString('latin1') === 'From ';
  return isEnvelope ? bytes.subarray(bytes.indexOf(0x0a) + 1) : bytes;
}

/** Without characters that PostgreSQL's text refuses, trailing blanks and runs of empty lines. */
function tidy(text: string): string {
  return text
    .replaceAll('\u0000', '')
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t\u00a0]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
