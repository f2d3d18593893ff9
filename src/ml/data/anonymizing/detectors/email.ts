import type { Finding } from '../entities.js';
import { isPseudonym } from '../pseudonym.js';

/** RFC 5321 has no longer local part. */
const LOCAL_LENGTH = 64;
const LOCAL = /[\p{L}\p{N}._%+'-]/u;
const LOCAL_START = /[\p{L}\p{N}_]/u;
const DOMAIN = /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}/uy;
/** `logo@2x.png` is a picture. */
const FILE = /\.(?:png|jpe?g|gif|svg|webp|css|js|ts)$/i;

/** E-mail addresses, in any script. Around each `@` no more is looked at than an address may have. */
export function* findEmails(text: string): Generator<Finding> {
  let from = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at + 1;
    const domain = at > from ? DOMAIN.exec(text)?.[0] : undefined;
    if (!domain || FILE.test(domain)) continue;
    const start = localStart(text, at, from);
    const end = at + 1 + domain.length;
    const value = text.slice(start, end).toLowerCase();
    // `git@github.com:owner/name` says where a repository is, not who.
    if (start === at || isPseudonym(value) || (value.startsWith('git@') && text[end] === ':')) continue;
    yield { start, end, entity: 'email', value };
    from = end;
  }
}

function localStart(text: string, at: number, from: number): number {
  const limit = Math.max(from, at - LOCAL_LENGTH);
  let start = at;
  while (start > limit && LOCAL.test(text[start - 1]!)) start--;
  while (start < at && !LOCAL_START.test(text[start]!)) start++;
  return start;
}
