/** What can be found in texts and replaced, strongest first: where two overlap, the earlier one here is believed. */
export const ENTITIES = [
  'url-credentials',
  'secret',
  'email',
  'iban',
  'card',
  'national-id',
  'mac',
  'ip',
  'phone',
  'person',
] as const;
export type Entity = (typeof ENTITIES)[number];

/** Names are looked for only where that is asked: too many are missed, and words are taken for names. */
export const DEFAULT_ENTITIES: readonly Entity[] = ENTITIES.filter((entity) => entity !== 'person');

/** A piece of a text that must go. */
export interface Finding {
  /** Places in the text, in UTF-16 code units. */
  start: number;
  end: number;
  entity: Entity;
  /** What was found in one spelling, so that `+1 415-555-2671` and `(415) 555-2671` are one. */
  value: string;
}

/** Looks for one entity. Every one takes time that grows no faster than the text. */
export type Detector = (text: string) => Iterable<Finding>;
