import { CHAT_ROLES, type ChatMessage } from '../example.js';
import type { DataLimits } from '../limits.js';
import { BadRow } from './bad-row.js';
import { parsed, readObject, readText } from './fields.js';
import { shown } from './raw-row.js';

const EXAMPLE = '[{"role": "user", "content": "…"}, {"role": "assistant", "content": "…"}]';

/** A conversation in which the assistant says something, and not first. In a table a JSON array. */
export function readMessages(value: unknown, table: boolean, limits: DataLimits): ChatMessage[] {
  const list = parsed('messages', value, table);
  if (!Array.isArray(list)) throw new BadRow(`messages must be a list such as ${EXAMPLE}; found ${shown(value)}`);
  if (list.length > limits.messages) {
    throw new BadRow(`messages has ${list.length} items; at most ${limits.messages} are allowed`);
  }
  const messages = list.map((item, i) => readMessage(`messages[${i}]`, item, i === 0, limits));
  const length = messages.reduce((sum, { content }) => sum + content.length, 0);
  if (length > limits.textLength) {
    throw new BadRow(`messages has ${length} characters in all; at most ${limits.textLength} are allowed`);
  }
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  if (last === -1)
    throw new BadRow('messages has none of the assistant; expected at least one, for it is what is learnt');
  if (last === 0) {
    throw new BadRow('messages has one of the assistant only, as the first; expected a message before it to answer');
  }
  return messages;
}

function readMessage(at: string, value: unknown, first: boolean, limits: DataLimits): ChatMessage {
  const { role, content } = readObject(at, value, ['role', 'content']);
  const known = CHAT_ROLES.find((name) => name === role);
  if (!known) throw new BadRow(`${at}.role must be one of ${CHAT_ROLES.join(', ')}; found ${shown(role)}`);
  if (known === 'system' && !first) throw new BadRow(`${at}.role is system; only the first message may be`);
  return { role: known, content: readText(`${at}.content`, content, limits) };
}
