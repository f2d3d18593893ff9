// SWORD modules (zText, zCom): an index (`.bzs`, `.czs`) of zlib blocks in the file beside it (`.bzz`, `.czz`), one
// block for each book or chapter of the Bible, marked up in OSIS (XML).
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

import { htmlToBlocks } from '../../../ml/data/cleaning/html-text.js';
import type { Document, Reader } from './reader.js';
import { groupPassages } from './reader.js';

const INDEX_ENTRY_BYTES = 12;
const NOTES = { skipElements: new Set(['note', 'reference']) };
const PARAGRAPH_CHARACTERS = 500;

export const swordReader: Reader = (index, indexPath) => {
  if (index.length === 0) return [];
  const blocks = readFileSync(indexPath.replace(/s$/, 'z'));
  const documents: Document[] = [];
  for (let at = 0; at + INDEX_ENTRY_BYTES <= index.length; at += INDEX_ENTRY_BYTES) {
    const offset = index.readUInt32LE(at);
    const size = index.readUInt32LE(at + 4);
    if (size === 0) continue;
    const osis = inflateSync(blocks.subarray(offset, offset + size))
      .toString('utf8')
      .replace(/<\/?(w|transChange|divineName|hi|seg|foreign)\b[^>]*>/g, '')
      .replace(/<(chapter|verse|milestone|lb)\b[^>]*>/g, ' ');
    documents.push(groupPassages(htmlToBlocks(osis, NOTES), PARAGRAPH_CHARACTERS));
  }
  return documents;
};
