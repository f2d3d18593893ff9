/**
 * JSON that PostgreSQL takes for any text. Logs and the last words of a crashed process may hold NUL and half a
 * surrogate pair, which `jsonb` refuses; here they become U+FFFD.
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part) => (typeof part === 'string' ? storableText(part) : part));
}

export function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}
