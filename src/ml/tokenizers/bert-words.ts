// The text side of a BERT tokenizer: normalise, then split into words and single punctuation marks, by the same rules as
// BertNormalizer and BertPreTokenizer of Hugging Face tokenizers (the Rust library, to which the tests compare).

export interface BertNormalization {
  cleanText: boolean;
  handleChineseChars: boolean;
  stripAccents: boolean;
  lowercase: boolean;
}

export const UNCASED: BertNormalization = {
  cleanText: true,
  handleChineseChars: true,
  stripAccents: true,
  lowercase: true,
};

// Control, format, private-use and lone surrogate characters; tab, line feed and carriage return are white space.
const CONTROL = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/gu;
const CHINESE =
  /[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;
const ACCENTS = /\p{Mn}/gu;
// ASCII symbols count as punctuation for BERT although Unicode puts them elsewhere.
const WORDS = /[\p{P}$+<=>^`|~]|[^\s\p{P}$+<=>^`|~]+/gu;
// Text of printable ASCII and white space alone, the common case by far, needs only lower-casing, and the simpler
// (and faster) pattern splits it alike.
const PLAIN = /^[\t\n\r -~]*$/;
const PLAIN_WORDS = /[!-/:-@[-`{-~]|[a-zA-Z0-9]+/g;

/** The words and punctuation marks of a text, normalised. */
export function bertWords(text: string, normalization: BertNormalization = UNCASED): string[] {
  if (PLAIN.test(text)) return (normalization.lowercase ? text.toLowerCase() : text).match(PLAIN_WORDS) ?? [];
  return normalizeBertText(text, normalization).match(WORDS) ?? [];
}

function normalizeBertText(text: string, normalization: BertNormalization): string {
  let result = text;
  if (normalization.cleanText) result = result.replace(CONTROL, '');
  if (normalization.handleChineseChars) result = result.replace(CHINESE, ' $& ');
  if (normalization.stripAccents) result = result.normalize('NFD').replace(ACCENTS, '');
  // Lower-casing a whole string turns a final sigma into another letter; BERT lower-cases letter by letter.
  if (normalization.lowercase) result = result.replaceAll('Σ', 'σ').toLowerCase();
  return result;
}
