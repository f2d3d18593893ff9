import { randomBytes } from 'node:crypto';

/**
 * Ids are `<prefix>_<24 of 0-9a-z>`: 9 characters of milliseconds, 3 of a counter, 12 random. They sort by time of
 * creation, also within one millisecond of one process, which is what newest-first paging by id relies on.
 */
const TIME_LENGTH = 9;
const COUNTER_LENGTH = 3;
const RANDOM_LENGTH = 12;
const COUNTER_LIMIT = 36 ** COUNTER_LENGTH;

let lastTime = 0;
let counter = 0;

function nextTick(): [time: number, counter: number] {
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    counter = 0;
  } else if (++counter === COUNTER_LIMIT) {
    lastTime += 1;
    counter = 0;
  }
  return [lastTime, counter];
}

const base36 = (value: number, length: number) => value.toString(36).padStart(length, '0');

/** Uniform over 0-9a-z: bytes of 252 and above, which would favour the first characters, are drawn again. */
function randomCharacters(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 252 && text.length < length) text += (byte % 36).toString(36);
  }
  return text;
}

export function newId(prefix: string): string {
  const [time, count] = nextTick();
  return `${prefix}_${base36(time, TIME_LENGTH)}${base36(count, COUNTER_LENGTH)}${randomCharacters(RANDOM_LENGTH)}`;
}

/** Whether a text has the form of such an id. */
export function isId(prefix: string, text: string): boolean {
  const length = TIME_LENGTH + COUNTER_LENGTH + RANDOM_LENGTH;
  return text.startsWith(`${prefix}_`) && new RegExp(`^[0-9a-z]{${length}}$`).test(text.slice(prefix.length + 1));
}
