/** Options of a `bigint` column: pg gives such numbers as text, and ours all fit a double. */
export const WHOLE_NUMBER = {
  transformer: { to: (value: number) => value, from: (text: string) => Number(text) },
} as const;
