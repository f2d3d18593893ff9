import type { Finding } from '../entities.js';
import { type Checked, matches } from './matches.js';

const USER = /(?<=:\/\/)(?:[^\s/?#@:"'<>]{0,128}:[^\s/?#@"'<>]{1,256}|[^\s/?#@:"'<>]{20,256})(?=@)/g;
const PARAMETER =
  /(?<=[?&;#](?:access_?token|auth_?token|refresh_?token|id_?token|token|api_?key|apikey|key|auth|sig|signature|secret|client_?secret|passw(?:or)?d|pwd|pass|session_?id|session|sid|x-amz-signature|x-amz-credential|x-amz-security-token)=)[^\s&#"'<>]{6,2048}/gi;

/** User and password in front of a host, and the values of parameters that let somebody in. The rest of the URL stays. */
export function* findUrlCredentials(text: string): Generator<Finding> {
  if (text.includes('://')) yield* matches('url-credentials', USER, text, check);
  if (text.includes('=')) yield* matches('url-credentials', PARAMETER, text, checkParameter);
}

function check({ 0: value, index }: RegExpExecArray): Checked {
  return { start: index, end: index + value.length, value };
}

/** What ends a sentence is not the parameter's. Short words without a digit are settings: `auth=basic`. */
function checkParameter({ 0: found, index }: RegExpExecArray): Checked {
  const value = found.replace(/[.,;:!?)\]]{1,3}$/, '');
  const tells = value.length >= 16 || (value.length >= 6 && /\d/.test(value));
  return tells && !value.startsWith('[') ? { start: index, end: index + value.length, value } : null;
}
