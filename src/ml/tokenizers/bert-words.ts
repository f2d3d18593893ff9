// The text side of an uncased BERT tokenizer: normalise, then split into words and single punctuation marks. Same rules
// as BertNormalizer and BertPreTokenizer of Hugging Face tokenizers; used where tokens are wanted without their offsets.

// Control, format, private-use and unassigned characters; tab, line feed and carriage return are white space.
const CONTROL = /(?![\t\n\r])[\p{C}\ufffd]/gu;
const CJK =
  /[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;
const MARKS = /\p{Mn}/gu;
// ASCII symbols count as punctuation for BERT although Unicode puts them elsewhere.
const WORDS = /[\p{P}$+<=>^`|~]|[^\s\p{P}$+<=>^`|~]+/gu;
// Printable ASCII needs neither accents stripped nor CJK split: the common case by far.
const PLAIN = /^[\t\n\r -~]*$/;

/** Cleans, separates Chinese characters, strips accents and lower-cases, as BERT's uncased models expect. */
export function normalizeBertText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return (
    text
      .replace(CONTROL, '')
      .replace(CJK, ' $& ')
      .normalize('NFD')
      .replace(MARKS, '')
      // Lower-casing a whole string turns a final sigma into another letter; BERT lower-cases letter by letter.
      .replaceAll('Σ', 'σ')
      .toLowerCase()
  );
}

/** The words and punctuation marks of a text, normalised. */
export function bertWords(text: string): string[] {
  return normalizeBertText(text).match(WORDS) ?? [];
}
