/** Keys for dropout masks, from (seed, step, site): each triple gives a mask of its own. */

/** A well-mixed 32-bit hash of three integers (constants of Wellons's lowbias32). */
function mix(a: number, b: number, c: number): number {
  let x = 0;
  for (const word of [a, b, c]) {
    x = Math.imul(x ^ word, 0x9e3779b1);
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    x ^= x >>> 15;
  }
  return x | 0;
}

export function dropoutKeys(seed: number, step: number, site: number): { key: number; tweak: number } {
  return { key: mix(seed, step, site), tweak: mix(site + 1, seed, step) };
}
