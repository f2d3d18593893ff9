// Greedy longest-match-first WordPiece, with a cache of words: text repeats its words, so most cost one lookup.

const MAX_CACHED_WORDS = 200_000;

export class WordPieceEncoder {
  private readonly cache = new Map<string, readonly number[]>();
  private readonly unknown: readonly number[];

  constructor(
    private readonly vocabulary: ReadonlyMap<string, number>,
    unknownId: number,
    private readonly prefix = '##',
    private readonly longestWord = 100,
  ) {
    this.unknown = [unknownId];
  }

  /** The ids of one word; the unknown token alone when the vocabulary can't spell it or it has too many characters. */
  encodeWord(word: string): readonly number[] {
    const cached = this.cache.get(word);
    if (cached !== undefined) return cached;
    const ids = this.split(word);
    if (this.cache.size < MAX_CACHED_WORDS) this.cache.set(word, ids);
    return ids;
  }

  private split(word: string): readonly number[] {
    const characters = [...word];
    if (characters.length > this.longestWord) return this.unknown;
    const ids: number[] = [];
    let start = 0;
    while (start < characters.length) {
      let end = characters.length;
      let id: number | undefined;
      for (; end > start; end--) {
        const piece = characters.slice(start, end).join('');
        id = this.vocabulary.get(start === 0 ? piece : this.prefix + piece);
        if (id !== undefined) break;
      }
      if (id === undefined) return this.unknown;
      ids.push(id);
      start = end;
    }
    return ids;
  }
}
