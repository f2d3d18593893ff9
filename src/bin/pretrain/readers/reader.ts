// A reader turns one file of a source package into documents; cleaning and deduplication come after it.

/** The paragraphs of one document, in order, not cleaned yet. */
export type Document = string[];

/** Reads the file's bytes (already gunzipped) into documents; `path` is absolute. */
export type Reader = (bytes: Buffer, path: string) => Document[];

/** Paragraphs of plain text: separated by blank lines, hard-wrapped lines joined. */
export function paragraphsOf(text: string): Document {
  return text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/);
}

/** Joins short consecutive passages into paragraphs of about `characters`, so that a verse or gloss has context. */
export function groupPassages(passages: Iterable<string>, characters: number): Document {
  const paragraphs: Document = [];
  let current = '';
  for (const passage of passages) {
    current = current === '' ? passage : `${current} ${passage}`;
    if (current.length >= characters) {
      paragraphs.push(current);
      current = '';
    }
  }
  if (current !== '') paragraphs.push(current);
  return paragraphs;
}
