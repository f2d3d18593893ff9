/** What one step did to one row, for people to look at. Long texts are cut to the place that matters. */
export interface CleaningExample {
  /** The step, or the reason for which the row was dropped. */
  step: string;
  /** Line of the source on which the row starts; null where only its place among the rows is known. */
  line: number | null;
  before: string;
  /** null where the row was dropped. */
  after: string | null;
  note: string | null;
}

/** Of each step. */
export const EXAMPLES = 3;
const CHARACTERS = 240;
/** Characters shown before the first difference. */
const LEAD = 60;

/** Keeps the first few rows that each step changed or dropped. */
export class CleaningExamples {
  readonly list: CleaningExample[] = [];
  private readonly counts = new Map<string, number>();

  addChange(step: string, line: number, before: readonly string[], after: readonly string[]): void {
    if (!this.wants(step)) return;
    const at = before.findIndex((text, i) => text !== after[i]);
    const [from, to] = [before[at] ?? '', after[at] ?? ''];
    let same = 0;
    while (same < from.length && from[same] === to[same]) same++;
    const start = Math.max(0, same - LEAD);
    this.list.push({ step, line, before: excerpt(from, start), after: excerpt(to, start), note: null });
  }

  addDrop(step: string, line: number | null, texts: readonly string[], note: string | null): void {
    if (!this.wants(step)) return;
    this.list.push({ step, line, before: excerpt(texts.join('\n')), after: null, note });
  }

  /** @param lines of the source before the one that the examples count from */
  addAll(examples: readonly CleaningExample[], lines: number): void {
    for (const example of examples) {
      if (this.wants(example.step)) this.list.push({ ...example, line: example.line && example.line + lines });
    }
  }

  private wants(step: string): boolean {
    const count = this.counts.get(step) ?? 0;
    this.counts.set(step, count + 1);
    return count < EXAMPLES;
  }
}

/** A piece of a text, with dots where it goes on. */
export function excerpt(text: string, start = 0): string {
  const end = start + CHARACTERS;
  const piece = text.slice(start, end).toWellFormed();
  return `${start > 0 ? '…' : ''}${piece}${end < text.length ? '…' : ''}`;
}
