import type { Finding } from '../entities.js';
import { looksRandom } from './looks-random.js';
import { type Checked, matches, whole } from './matches.js';

/** As their issuers write them: what they begin with gives them away. */
const KNOWN = new RegExp(
  `(?<![\\w-])(?:${[
    '(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}',
    'gh[pousr]_[A-Za-z0-9]{36,255}',
    'github_pat_[A-Za-z0-9_]{30,255}',
    'glpat-[\\w-]{20,255}',
    'xox[abeoprs]-[\\w-]{10,255}',
    'xapp-[\\w-]{10,255}',
    '[rsp]k_(?:live|test)_[A-Za-z0-9]{16,255}',
    'whsec_[A-Za-z0-9+/=]{24,255}',
    'AIza[\\w-]{35}',
    'ya29\\.[\\w-]{20,2048}',
    'GOCSPX-[\\w-]{20,64}',
    'sk-[A-Za-z0-9_-]{20,255}',
    'hf_[A-Za-z0-9]{30,64}',
    'npm_[A-Za-z0-9]{36}',
    'pypi-[\\w-]{50,255}',
    'SG\\.[\\w-]{16,64}\\.[\\w-]{16,64}',
    'SK[0-9a-f]{32}',
    'dop_v1_[0-9a-f]{64}',
    'shpat_[0-9a-fA-F]{32}',
    'tk_[A-Za-z0-9]{1,64}_[\\w-]{32,255}',
    'eyJ[\\w-]{8,4096}\\.eyJ[\\w-]{8,4096}\\.[\\w-]{8,4096}',
  ].join('|')})(?![\\w-])`,
  'g',
);
const WEBHOOK = /(?<=hooks\.slack\.com\/services\/)[A-Z0-9]{6,20}\/[A-Z0-9]{6,20}\/[A-Za-z0-9]{16,40}/g;
const PEM =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:(?!-----)[\s\S]){0,16384}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g;
const BEARER = /(?<=\b(?:Bearer|Basic) )[A-Za-z0-9._~+/=-]{16,4096}/gi;
/** The name of a key, what may come between, and its value. */
const NAMED =
  /(?:api[ _-]?key|secret|token|pass(?:word|wd|phrase|code)|pwd|credentials?|private[_-]?key|access[_-]?key|auth[_-]?key)[\w-]{0,20}["']?(?:\s{0,3}(?::=|=>|[:=])\s{0,3}|\s(?:is|was)\s)["'`]?([^\s"'`,;<>]{6,256})/gi;

/** Keys of APIs, tokens, passwords behind their name, and private keys. */
export function* findSecrets(text: string): Generator<Finding> {
  if (text.includes('-----BEGIN ')) yield* matches('secret', PEM, text, (match) => whole(match, match[0]));
  yield* matches('secret', KNOWN, text, (match) => whole(match, match[0]));
  if (text.includes('hooks.slack.com')) yield* matches('secret', WEBHOOK, text, (match) => whole(match, match[0]));
  yield* matches('secret', BEARER, text, (match) => (looksRandom(match[0]) ? whole(match, match[0]) : null));
  yield* matches('secret', NAMED, text, checkNamed);
}

function checkNamed({ 0: found, 1: given, index }: RegExpExecArray): Checked {
  const value = given!.replace(/[.,;:?)\]}]{1,3}$/, '');
  if (!looksRandom(value)) return null;
  const start = index + found.length - given!.length;
  return { start, end: start + value.length, value };
}
