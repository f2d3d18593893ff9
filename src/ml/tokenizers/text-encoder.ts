/** Turns one text into ids, without special tokens around it. */
export interface TextEncoder {
  /**
   * The ids of the text. At least the first `limit` are right; an encoder may stop after them, so that a text of
   * megabytes costs no more than what is kept of it.
   */
  encode(text: string, limit: number): number[];
}
