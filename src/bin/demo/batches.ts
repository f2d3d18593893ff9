/** The texts in their order, cut into batches of at most `most` texts and, unless one text alone has more, `mostCharacters`. */
export function* batches(texts: readonly string[], most: number, mostCharacters: number): Generator<string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const text of texts) {
    if (batch.length > 0 && (batch.length === most || characters + text.length > mostCharacters)) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(text);
    characters += text.length;
  }
  if (batch.length > 0) yield batch;
}
