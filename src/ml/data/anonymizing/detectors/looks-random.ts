/** Bits of one character, from how often each is there; a word of the language has fewer than a key as long. */
const LEAST_ENTROPY = 2.25;
/** What stands for a value: `${API_KEY}`, `****`, `[SECRET]`, `process.env.KEY`. */
const PLACEHOLDER = /^[$[{(%*]|^(.)\1+$|^x{3,}|\.env\b/i;

/** Whether it may be a password or a key: letters and digits mixed, or with signs, and not much of it the same. */
export function looksRandom(value: string): boolean {
  if (value.length < 6 || PLACEHOLDER.test(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d_.-]/].filter((kind) => kind.test(value)).length;
  const letters = /[A-Za-z]/.test(value);
  return letters && (/\d/.test(value) || classes >= 3) && entropy(value) >= LEAST_ENTROPY;
}

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
