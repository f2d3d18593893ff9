import type { DomainError } from '../../platform/errors/problem.js';
import {
  HubAccessDenied,
  HubAnswerInvalid,
  HubRepoNotFound,
  HubRevisionNotFound,
  type HubTarget,
  HubUnavailable,
} from './hub.errors.js';
import type { HubAnswer } from './hub-http.js';

const MAX_QUOTED = 300;
/** Too early, too many requests, or took too long; 5xx besides. */
const PASSING = new Set([408, 425, 429]);

/**
 * What an answer other than 2xx means. The Hub says it in `X-Error-Code`; mirrors may not, and then the status has to do.
 * Without a token the Hub answers 401 for repositories that do not exist, too, so as not to tell which private ones do.
 */
export function refusalOf(
  { response, isEndpoint, host }: HubAnswer,
  target: HubTarget,
  token: string | null,
): DomainError {
  const { status, headers } = response;
  if (PASSING.has(status) || status >= 500) {
    return new HubUnavailable(`${host} answered ${status}${quoted(headers, token)}`, secondsOf(headers));
  }
  // A signed link to where the files lie has run out, or something between here and there is in the way.
  if (!isEndpoint) return new HubUnavailable(`${host}, where ${target.endpoint} keeps the files, answered ${status}`);
  const code = headers.get('x-error-code');
  if (code === 'RevisionNotFound') return new HubRevisionNotFound(target);
  if (code === 'GatedRepo' || status === 403) return denied(target, token, quoted(headers, token));
  if (status === 401 && token) {
    return new HubAccessDenied(target, `: it refuses HF_TOKEN${quoted(headers, token)}. Set one that is valid.`);
  }
  if (status === 401) return new HubRepoNotFound(target, notSeen('or it is private or gated'));
  if (code === 'EntryNotFound')
    return new HubAnswerInvalid(`${host} lists a file of ${target.repo} that it does not have`);
  if (status === 404 && (code === 'RepoNotFound' || target.revision === 'main')) {
    return new HubRepoNotFound(target, token ? ', or HF_TOKEN may not see it.' : notSeen('or it is private'));
  }
  if (status === 404) return new HubRevisionNotFound(target);
  return new HubAnswerInvalid(`${host} answered ${status}${quoted(headers, token)}`);
}

const notSeen = (or: string) => `, ${or}: then set HF_TOKEN to a token that may read it.`;

function denied(target: HubTarget, token: string | null, said: string): HubAccessDenied {
  const page = `${target.endpoint}/${target.repo}`;
  return new HubAccessDenied(
    target,
    token
      ? ` to the owner of HF_TOKEN${said}. Ask for access at ${page}, with the account that the token belongs to, and see that the token may read gated repositories.`
      : ` to everybody${said}. Ask for access at ${page}, then set HF_TOKEN to a token of that account.`,
  );
}

/** The Hub's own words, as far as they are fit to be shown: a server may repeat what it was sent. */
function quoted(headers: Headers, token: string | null): string {
  const said = headers
    .get('x-error-message')
    ?.replace(/[^\x20-\x7e]/g, ' ')
    .trim();
  if (!said) return '';
  const safe = token ? said.replaceAll(token, '…') : said;
  return ` ("${safe.slice(0, MAX_QUOTED)}")`;
}

function secondsOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  return /^\d{1,5}$/.test(value) ? Number(value) : undefined;
}
