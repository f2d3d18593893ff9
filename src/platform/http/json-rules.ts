import { isUtf8 } from 'node:buffer';
import { type FieldError, Invalid, Malformed } from '../errors/problem.js';

/** What holds for every JSON text that a client sends, before any schema looks at it. */
const MAX_DEPTH = 64;
const MAX_ERRORS = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** @throws Malformed for what is not UTF-8, which a decoder would silently make other text of, and for deep nesting. */
export function checkJsonBytes(bytes: Buffer): void {
  if (!isUtf8(bytes)) {
    throw new Malformed('malformed-json', 'Expected JSON in UTF-8; found bytes that are none. Encode it anew.');
  }
  refuseDeepNesting(bytes);
}

/** Recursive code downstream (schemas, PostgreSQL's jsonb) should not meet a document ten thousand brackets deep. */
function refuseDeepNesting(bytes: Buffer): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (CLOSING.has(byte)) depth--;
    else if (OPENING.has(byte) && ++depth > MAX_DEPTH) {
      throw new Malformed('json-too-deep', `Expected JSON nested at most ${MAX_DEPTH} deep; found more.`);
    }
  }
}

/**
 * Refuses what JSON can say and nothing behind it can keep: half characters (`"\ud83d"`), which UTF-8 has no bytes for, and
 * fields called `__proto__`, which schemas and objects would drop without a word.
 */
export function checkJsonValue(value: unknown, at: readonly string[] = []): void {
  const errors: FieldError[] = [];
  collect(value, at, errors);
  const [first] = errors;
  if (first)
    throw new Invalid('invalid-request', `The request is not valid: ${first.path}: ${first.message}.`, { errors });
}

const HALF = 'expected text; found half a character (a lone surrogate, such as \\ud83d)';

function collect(value: unknown, path: readonly string[], errors: FieldError[]): void {
  if (errors.length >= MAX_ERRORS) return;
  if (typeof value === 'string') {
    if (!value.isWellFormed()) errors.push({ path: path.join('.'), message: HALF });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (!key.isWellFormed()) errors.push({ path: path.join('.'), message: `of a field's name, ${HALF}` });
      else if (key === '__proto__') errors.push({ path: [...path, key].join('.'), message: 'unknown field' });
      else collect(inner, [...path, key], errors);
    }
  }
}
