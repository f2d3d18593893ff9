/**
 * What the format readers give: a row as its file has it, by column, with the line it starts on; or a row that can't be
 * read at all. Rows of a CSV file share one `names` array.
 */
export type RawRow =
  | { line: number; names: readonly string[]; values: readonly unknown[] }
  | { line: number; problem: string };

/** A value as a message shows it: short, quoted where it is text. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
