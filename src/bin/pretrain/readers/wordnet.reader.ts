import type { Document, Reader } from './reader.js';
import { groupPassages } from './reader.js';

const ENTRIES_PER_DOCUMENT = 20;
const PARAGRAPH_CHARACTERS = 300;

/**
 * WordNet's data files: `offset lexfile type count word id … | gloss; "example"`. Each synset becomes one sentence,
 * "word, word: gloss", and twenty of them, which are near one another in meaning, a document.
 */
export const wordnetReader: Reader = (bytes) => {
  const documents: Document[] = [];
  let current: Document = [];
  for (const line of bytes.toString('utf8').split('\n')) {
    const entry = readSynset(line);
    if (entry === undefined) continue;
    current.push(entry);
    if (current.length === ENTRIES_PER_DOCUMENT) {
      documents.push(groupPassages(current, PARAGRAPH_CHARACTERS));
      current = [];
    }
  }
  return [...documents, groupPassages(current, PARAGRAPH_CHARACTERS)];
};

function readSynset(line: string): string | undefined {
  const bar = line.indexOf(' | ');
  // The licence at the top of each file is indented.
  if (bar < 0 || line.startsWith(' ')) return undefined;
  const fields = line.slice(0, bar).split(' ');
  const wordCount = Number.parseInt(fields[3]!, 16);
  const words: string[] = [];
  for (let i = 0; i < wordCount; i++) words.push(fields[4 + 2 * i]!.replace(/_/g, ' ').replace(/\([a-z]+\)$/, ''));
  return `${words.join(', ')}: ${line.slice(bar + 3).trim()}.`;
}
