// One sender's mails resemble each other, and so do mails of one subject (a thread, one spam sent twice). If they stood on both
// sides of a split, a model could know answers by heart. So mails linked by either, in steps too, are one group.
//
// Taken to the end, that makes one group of every mailing list whose members write to each other: two fifths of the corpus, and
// no fair split. So groups stop growing at a limit, and the few mails that would still link two of them are left out.
import { DisjointSets } from '../../ml/data/disjoint-sets.js';

export interface MailGrouping {
  /** For each mail the index of a mail that stands for its group; `undefined` for mails that are left out. */
  groups: (number | undefined)[];
  largest: number;
  count: number;
}

/** Groups such that neither a sender nor a normalised subject is in two of them, each of at most `maxSize` mails. */
export function groupMails(mails: readonly { sender: string; subject: string }[], maxSize: number): MailGrouping {
  const sets = new DisjointSets(mails.length);
  const leftOut = new Set<number>();

  for (const indices of indicesBy(mails, (mail) => mail.sender)) {
    for (const index of indices.slice(0, maxSize)) sets.join(indices[0]!, index);
    for (const index of indices.slice(maxSize)) leftOut.add(index);
  }
  // The longest threads first: it costs least to leave out what links through short ones.
  const threads = indicesBy(mails, (mail) => normalizeSubject(mail.subject))
    .map((thread) => thread.filter((index) => !leftOut.has(index)))
    .sort((a, b) => b.length - a.length);
  for (const thread of threads) {
    const [main, ...others] = partsOf(thread, sets);
    for (const part of others) {
      if (sets.size(main![0]!) + sets.size(part[0]!) <= maxSize) sets.join(main![0]!, part[0]!);
      else for (const index of part) leftOut.add(index);
    }
  }

  const groups = mails.map((_, index) => (leftOut.has(index) ? undefined : sets.root(index)));
  const sizes = new Map<number, number>();
  for (const group of groups) if (group !== undefined) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return { groups, largest: Math.max(0, ...sizes.values()), count: sizes.size };
}

/** Without "Re:", "Fwd:" and list tags ("[ILUG]"), case, digits and punctuation. */
export function normalizeSubject(subject: string): string {
  let rest = subject.toLowerCase();
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/^\s*(re|fwd?|aw|sv|antw)(\[\d+\])?\s*:/, '').replace(/^\s*\[[^\]]*\]/, '');
  }
  return rest
    .replace(/[\p{P}\p{S}\d]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The mails that have each key; an empty key is none: mails without a subject are not alike for that. */
function indicesBy<T>(items: readonly T[], keyOf: (item: T) => string): number[][] {
  const found = new Map<string, number[]>();
  items.forEach((item, index) => {
    const key = keyOf(item);
    if (key === '') return;
    const indices = found.get(key);
    if (indices === undefined) found.set(key, [index]);
    else indices.push(index);
  });
  return [...found.values()];
}

/** A thread's mails by the groups that they are in so far, the group with most of them first. */
function partsOf(thread: readonly number[], sets: DisjointSets): number[][] {
  const parts = new Map<number, number[]>();
  for (const index of thread) {
    const root = sets.root(index);
    parts.set(root, [...(parts.get(root) ?? []), index]);
  }
  return [...parts.values()].sort((a, b) => b.length - a.length);
}
