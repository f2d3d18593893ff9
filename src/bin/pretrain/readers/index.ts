import { botocoreReader } from './botocore.reader.js';
import { htmlReader } from './html.reader.js';
import { plainReader } from './plain.reader.js';
import { rdataReader } from './rdata.reader.js';
import type { Reader } from './reader.js';
import { swordReader } from './sword.reader.js';
import { wordnetReader } from './wordnet.reader.js';

export const READERS = {
  botocore: botocoreReader,
  html: htmlReader,
  plain: plainReader,
  rdata: rdataReader,
  sword: swordReader,
  wordnet: wordnetReader,
} satisfies Record<string, Reader>;
