/** `count` of the items, evenly out of all of them and in their order, so that few are as mixed as all. */
export function evenly<T>(items: readonly T[], count: number): T[] {
  const stride = Math.max(1, items.length / count);
  return items.filter((_, i) => Math.floor(i / stride) !== Math.floor((i - 1) / stride));
}
