// Learns a WordPiece vocabulary from word counts. As Hugging Face's WordPieceTrainer does, it merges the most frequent
// pair of neighbouring pieces again and again (byte-pair encoding), and keeps the pieces instead of the merges.
// Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword Units".
import { MaxHeap } from './max-heap.js';

export interface WordPieceTraining {
  /** Entries of the vocabulary, special tokens and single characters included. */
  vocabularySize: number;
  /** First in the vocabulary, in this order. */
  specialTokens: readonly string[];
  /** Characters that are in the vocabulary whether or not the words have them. */
  requiredCharacters: readonly string[];
  /** Characters that can follow others within a word, and so need a `##` form as well. */
  continues: (character: string) => boolean;
  /** Other characters enter by frequency until there are this many; words with one left out are not learnt from. */
  maxCharacters: number;
  /** Pairs seen fewer times than this are never merged. */
  minFrequency: number;
}

interface Pair {
  left: number;
  right: number;
  count: number;
}

const PREFIX = '##';
// Pairs are keyed by one number: ids stay below this.
const KEY_BASE = 2 ** 21;

/**
 * The vocabulary in id order. Deterministic: equal counts are broken by the pieces' ids, and those by the characters'
 * order. Time is about the number of distinct words times their length.
 */
export function trainWordPiece(wordCounts: ReadonlyMap<string, number>, options: WordPieceTraining): string[] {
  const characters = chooseCharacters(wordCounts, options);
  const pieces = [
    ...options.specialTokens,
    ...characters,
    ...characters.filter(options.continues).map((character) => PREFIX + character),
  ];
  const merger = new PairMerger(pieces, wordCounts);
  while (pieces.length < options.vocabularySize && merger.mergeMostFrequent(options.minFrequency)) {
    // Each turn adds at most one piece.
  }
  return pieces;
}

function chooseCharacters(wordCounts: ReadonlyMap<string, number>, options: WordPieceTraining): string[] {
  const counts = new Map<string, number>();
  for (const [word, count] of wordCounts) {
    for (const character of word) counts.set(character, (counts.get(character) ?? 0) + count);
  }
  const required = new Set(options.requiredCharacters);
  const others = [...counts]
    .filter(([character, count]) => !required.has(character) && count >= options.minFrequency)
    .sort(([a, countA], [b, countB]) => countB - countA || compare(a, b))
    .slice(0, Math.max(0, options.maxCharacters - required.size))
    .map(([character]) => character);
  return [...required, ...others].sort(compare);
}

/** Words as sequences of piece ids, and the pairs in them, kept up to date merge by merge. */
class PairMerger {
  private readonly ids = new Map<string, number>();
  private readonly words: { pieces: number[]; count: number }[] = [];
  private readonly pairCounts = new Map<number, number>();
  private readonly wordsWithPair = new Map<number, Set<number>>();
  private readonly queue = new MaxHeap<Pair>((a, b) => a.count - b.count || b.left - a.left || b.right - a.right);

  constructor(
    private readonly pieces: string[],
    wordCounts: ReadonlyMap<string, number>,
  ) {
    pieces.forEach((piece, id) => {
      this.ids.set(piece, id);
    });
    for (const [word, count] of wordCounts) this.addWord(word, count);
    for (const [key, count] of this.pairCounts) this.enqueue(key, count);
  }

  /** Merges the most frequent pair everywhere; false when none is frequent enough. */
  mergeMostFrequent(minFrequency: number): boolean {
    for (let pair = this.queue.pop(); pair !== undefined; pair = this.queue.pop()) {
      const key = pair.left * KEY_BASE + pair.right;
      const count = this.pairCounts.get(key) ?? 0;
      // Counts change after a pair was queued: look again before believing it.
      if (count !== pair.count) this.enqueue(key, count);
      else if (count < minFrequency) return false;
      else {
        this.merge(pair, key);
        return true;
      }
    }
    return false;
  }

  private addWord(word: string, count: number): void {
    const pieces: number[] = [];
    for (const character of word) {
      const id = this.ids.get(pieces.length === 0 ? character : PREFIX + character);
      if (id === undefined) return;
      pieces.push(id);
    }
    if (pieces.length < 2) return;
    const index = this.words.push({ pieces, count }) - 1;
    for (let i = 1; i < pieces.length; i++) this.count(pieces[i - 1]!, pieces[i]!, count, index);
  }

  private merge(pair: Pair, key: number): void {
    const merged = this.idOf(this.pieces[pair.left]! + this.pieces[pair.right]!.slice(PREFIX.length));
    const changed = new Set<number>();
    for (const index of this.wordsWithPair.get(key) ?? []) {
      const word = this.words[index]!;
      const before = word.pieces;
      const after: number[] = [];
      for (let i = 0; i < before.length; i++) {
        if (before[i] === pair.left && before[i + 1] === pair.right) {
          after.push(merged);
          i++;
        } else after.push(before[i]!);
      }
      for (let i = 1; i < before.length; i++) this.count(before[i - 1]!, before[i]!, -word.count, index);
      for (let i = 1; i < after.length; i++) changed.add(this.count(after[i - 1]!, after[i]!, word.count, index));
      word.pieces = after;
    }
    this.pairCounts.delete(key);
    this.wordsWithPair.delete(key);
    for (const each of changed) this.enqueue(each, this.pairCounts.get(each) ?? 0);
  }

  /** Two merges can spell the same piece (`a`+`##bc`, `ab`+`##c`): it enters the vocabulary once. */
  private idOf(piece: string): number {
    const known = this.ids.get(piece);
    if (known !== undefined) return known;
    const id = this.pieces.push(piece) - 1;
    this.ids.set(piece, id);
    return id;
  }

  private count(left: number, right: number, change: number, wordIndex: number): number {
    const key = left * KEY_BASE + right;
    this.pairCounts.set(key, (this.pairCounts.get(key) ?? 0) + change);
    if (change > 0) {
      const words = this.wordsWithPair.get(key);
      if (words === undefined) this.wordsWithPair.set(key, new Set([wordIndex]));
      else words.add(wordIndex);
    }
    return key;
  }

  private enqueue(key: number, count: number): void {
    if (count > 0) this.queue.push({ left: Math.floor(key / KEY_BASE), right: key % KEY_BASE, count });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
