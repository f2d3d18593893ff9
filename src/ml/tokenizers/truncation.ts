/**
 * How many tokens each of two texts keeps when together they may have `room`: the longer one is shortened first, then
 * both alike; of an odd number the longer one gets the one more. As `longest_first` of Hugging Face tokenizers.
 */
export function truncateLongestFirst(lengthA: number, lengthB: number, room: number): [number, number] {
  if (lengthA + lengthB <= room) return [lengthA, lengthB];
  const shorter = Math.min(lengthA, lengthB);
  const half = Math.floor(room / 2);
  // What the longer one keeps when the shorter one is left whole; when that makes it the shorter one, both are halved.
  const rest = room - shorter;
  const [small, large] = rest >= shorter ? [shorter, rest] : [half, room - half];
  return lengthA > lengthB ? [large, small] : [small, large];
}
