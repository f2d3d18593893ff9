import type { Edit } from './edits.js';

/** A character with all that may combine with it, so that each can be normalised by itself. Hangul letters combine too. */
const CLUSTER = /\p{M}+|[\u1100-\u11ff\uac00-\ud7ff\ua960-\ua97f][\u1160-\u11ff\ud7b0-\ud7ff]*\p{M}*|[^\p{M}]\p{M}*/gsu;

/** Brings a text to a Unicode normal form. */
export function normalize(text: string, form: 'NFC' | 'NFKC'): Edit[] {
  if (text.normalize(form) === text) return [];
  const edits: Edit[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const normal = cluster.normalize(form);
    if (normal !== cluster) edits.push({ start: index, end: index + cluster.length, by: normal });
  }
  return edits;
}
