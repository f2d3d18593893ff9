import { InputError } from '../input-error.js';

const OUTSIDE = 'O';

/**
 * The tags that a token classifier chooses among: `O` outside of entities, `B-x` where an entity of label x begins,
 * `I-x` inside one (IOB2: Ramshaw & Marcus 1995, as changed by Tjong Kim Sang & Veenstra 1999).
 */
export class BioTags {
  /** The id of `O`. */
  readonly outside: number;
  /** The entity labels, sorted. */
  readonly labels: readonly string[];
  private readonly ids: ReadonlyMap<string, number>;
  private readonly read: readonly ({ label: string; begins: boolean } | null)[];

  /** @param names of the tags by id, in any order, as a model's configuration lists them. */
  constructor(readonly names: readonly string[]) {
    this.ids = new Map(names.map((name, id) => [name, id]));
    this.read = names.map((name) => {
      if (name === OUTSIDE) return null;
      const [, prefix, label] = /^([BI])-(.+)$/su.exec(name) ?? [];
      if (label === undefined) throw unusable(`found ${JSON.stringify(name)}`);
      return { label, begins: prefix === 'B' };
    });
    this.labels = [...new Set(this.read.flatMap((tag) => tag?.label ?? []))].sort();
    for (const needed of namesOf(this.labels)) {
      if (!this.ids.has(needed)) throw unusable(`${JSON.stringify(needed)} is missing`);
    }
    if (this.ids.size !== names.length) throw unusable('a name occurs twice');
    this.outside = this.ids.get(OUTSIDE)!;
  }

  /** Whether names are those of tags. */
  static fits(names: readonly string[]): boolean {
    try {
      return new BioTags(names).labels.length > 0;
    } catch {
      return false;
    }
  }

  /** The tags of these entity labels in the order that new models have: `O`, then `B-x` and `I-x` by sorted label. */
  static of(labels: Iterable<string>): BioTags {
    return new BioTags(namesOf([...new Set(labels)].sort()));
  }

  begin(label: string): number {
    return this.idOf('B', label);
  }

  inside(label: string): number {
    return this.idOf('I', label);
  }

  /** What a tag says; null for `O`. */
  tag(id: number): { label: string; begins: boolean } | null {
    const tag = this.read[id];
    if (tag === undefined) throw new RangeError(`expected a tag from 0 to ${this.names.length - 1}, found ${id}`);
    return tag;
  }

  private idOf(prefix: 'B' | 'I', label: string): number {
    const id = this.ids.get(`${prefix}-${label}`);
    if (id !== undefined) return id;
    const known = this.labels.slice(0, 10).join(', ');
    throw new InputError('label-unknown', `The label ${JSON.stringify(label)} is not among the known ones: ${known}.`);
  }
}

const namesOf = (labels: readonly string[]): string[] => [
  OUTSIDE,
  ...labels.flatMap((label) => [`B-${label}`, `I-${label}`]),
];

const unusable = (found: string) =>
  new InputError('tags-invalid', `Expected the tags O, and B-x and I-x for each label x, each once; ${found}.`);
