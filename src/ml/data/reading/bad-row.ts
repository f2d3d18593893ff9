/** Why a row can't be used; worded to follow "line 7 ". */
export class BadRow extends Error {}

/** Counts of rows that a step changed, by the step's name. */
export type Changes = Record<string, number>;

export function count(changes: Changes, step: string): void {
  changes[step] = (changes[step] ?? 0) + 1;
}
