import type { EncodedRow } from './rows/encoded-rows.js';
import type { TaskScope } from './task-type.js';

/** A text, or a pair of them. */
export interface TextInput {
  text: string;
  textPair?: string | undefined;
}

/** A row for each text, cut to the length. */
export function textRows(
  inputs: readonly (TextInput & { weight?: number | undefined })[],
  { tokenizer, maxLength }: TaskScope,
): { rows: EncodedRow[]; truncated: number } {
  let truncated = 0;
  const rows = inputs.map(({ text, textPair, weight = 1 }, example) => {
    const { truncated: cut, ...sequence } = tokenizer.encode(text, textPair, { maxLength });
    if (cut) truncated += 1;
    return { example, sequence, weight };
  });
  return { rows, truncated };
}
