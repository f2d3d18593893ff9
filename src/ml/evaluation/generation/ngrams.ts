/** How often each piece occurs. */
export function countsOf(pieces: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return counts;
}

/** How many pieces two texts share, each counted as often as in the text that has it less often. */
export function shared(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let matches = 0;
  for (const [piece, count] of a) matches += Math.min(count, b.get(piece) ?? 0);
  return matches;
}
