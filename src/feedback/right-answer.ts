import type { Span } from '../ml/data/example.js';

/** What feedback says is right, of predictions that have not exactly one label. */
export interface RightAnswer {
  labels?: string[] | undefined;
  value?: number | undefined;
  spans?: Span[] | undefined;
  text?: string | undefined;
}
