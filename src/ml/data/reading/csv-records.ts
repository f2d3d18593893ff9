import type { Dialect } from './dialect.js';

export type QuoteFault = 'never-closed' | 'out-of-place' | 'too-long';

/** What a record may be, and what is thrown where it is not. */
export interface CsvRules {
  recordBytes: number;
  /** @param line on which the record starts */
  fault(fault: QuoteFault, line: number): Error;
}

/** What ends a line; LF may have a CR before it. */
export type Newline = '\n' | '\r';

export type TakeRecord = (fields: string[], line: number) => void;

const [QUOTE, CR, LF] = [0x22, 0x0d, 0x0a];

/**
 * Cuts text into the records of a CSV file. It looks from one delimiter, quote or line's end to the next with `indexOf`,
 * which passes over what lies between many times faster than a loop over characters could. A record that is not whole yet
 * waits for the next piece and is then looked at from its start.
 *
 * Lines end with LF or CR LF, or with CR alone in a file that has that first. Empty lines are passed over.
 */
export class CsvRecords {
  private readonly delimiter: string;
  private readonly quoted: boolean;
  private text = '';
  private at = 0;
  /** Where the record at hand starts, and where it has come to. */
  private startLine = 1;
  private line = 1;
  private final = false;
  /** Ends a line; null until one is seen. */
  private newline: Newline | null;
  /** Where the next of each stands from the last place that was asked about; the text's length where there is none. */
  private nextDelimiter = -1;
  private nextNewline = -1;
  private nextQuote = -1;

  constructor(
    { delimiter, quote }: Dialect,
    private readonly rules: CsvRules,
    newline: Newline | null = null,
  ) {
    this.newline = newline;
    this.delimiter = delimiter;
    this.quoted = quote !== null;
  }

  /** Whether nothing waits for more text. */
  get done(): boolean {
    return this.at === this.text.length;
  }

  /** Lines that were passed. */
  get lines(): number {
    return this.line - 1;
  }

  push(piece: string, take: TakeRecord): void {
    this.text = this.at < this.text.length ? this.text.slice(this.at) + piece : piece;
    this.at = 0;
    this.nextDelimiter = this.nextNewline = this.nextQuote = -1;
    this.newline ??= firstNewline(this.text);
    while (this.at < this.text.length) {
      const start = this.at;
      this.startLine = this.line;
      const fields = this.record();
      this.checkLength(start, fields === null ? this.text.length : this.at);
      if (fields === null) {
        this.at = start;
        this.line = this.startLine;
        return;
      }
      if (fields.length > 1 || fields[0] !== '' || this.text.charCodeAt(start) === QUOTE) take(fields, this.startLine);
    }
  }

  /** What is left is the last record, which needs no line's end. */
  end(take: TakeRecord): void {
    this.final = true;
    this.push('', take);
  }

  /** The fields from here to the line's end, after which it stands then; null where the record is not whole. */
  private record(): string[] | null {
    const fields: string[] = [];
    for (;;) {
      const quoted = this.quoted && this.text.charCodeAt(this.at) === QUOTE;
      const field = quoted ? this.quotedField() : this.plainField();
      if (field === null) return null;
      fields.push(field);
      if (this.at === this.text.length) return fields;
      if (this.text[this.at] === this.delimiter) {
        this.at++;
        continue;
      }
      // Past the line's end, of one character or two.
      this.at += this.text.charCodeAt(this.at) === CR && this.newline === '\n' ? 2 : 1;
      this.line++;
      return fields;
    }
  }

  /** A field without quotes, up to its delimiter or the line's end. */
  private plainField(): string | null {
    const { text, at } = this;
    const newline = this.newlineFrom(at);
    const delimiter = this.delimiterFrom(at);
    if (newline === text.length && delimiter === text.length && !this.final) return null;
    let end = Math.min(newline, delimiter);
    if (this.quoted && this.quoteFrom(at) < end) throw this.rules.fault('out-of-place', this.startLine);
    if (end === newline && end > at && this.newline === '\n' && text.charCodeAt(end - 1) === CR) end--;
    this.at = end;
    return text.slice(at, end);
  }

  private quotedField(): string | null {
    const { text } = this;
    const start = this.at + 1;
    let doubled = false;
    let end = text.indexOf('"', start);
    while (end !== -1 && text.charCodeAt(end + 1) === QUOTE) {
      doubled = true;
      end = text.indexOf('"', end + 2);
    }
    if (end === -1 || (end === text.length - 1 && !this.final)) {
      if (this.final) throw this.rules.fault('never-closed', this.startLine);
      return null;
    }
    if (!this.endsField(end + 1)) {
      if (end + 2 >= text.length && !this.final) return null;
      throw this.rules.fault('out-of-place', this.startLine);
    }
    const field = text.slice(start, end);
    this.at = end + 1;
    if (this.newlineFrom(start) < end) this.line += countLines(field, this.newline!);
    return doubled ? field.replaceAll('""', '"') : field;
  }

  private endsField(at: number): boolean {
    if (at === this.text.length || this.text[at] === this.delimiter || this.text[at] === this.newline) return true;
    return this.newline === '\n' && this.text.charCodeAt(at) === CR && this.text.charCodeAt(at + 1) === LF;
  }

  private delimiterFrom(at: number): number {
    if (this.nextDelimiter < at) this.nextDelimiter = find(this.text, this.delimiter, at);
    return this.nextDelimiter;
  }

  private newlineFrom(at: number): number {
    if (this.newline === null) return this.text.length;
    if (this.nextNewline < at) this.nextNewline = find(this.text, this.newline, at);
    return this.nextNewline;
  }

  private quoteFrom(at: number): number {
    if (this.nextQuote < at) this.nextQuote = find(this.text, '"', at);
    return this.nextQuote;
  }

  private checkLength(start: number, end: number): void {
    const { recordBytes } = this.rules;
    // A character is at most three bytes.
    if ((end - start) * 3 <= recordBytes) return;
    if (end - start > recordBytes || Buffer.byteLength(this.text.slice(start, end)) > recordBytes) {
      throw this.rules.fault('too-long', this.startLine);
    }
  }
}

function find(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? text.length : found;
}

/** A CR at the end of what there is may be half of CR LF, and says nothing yet. */
export function firstNewline(text: string): Newline | null {
  const at = text.search(/\n|\r(?=[\s\S])/);
  if (at === -1) return null;
  return text[at] === '\n' || text[at + 1] === '\n' ? '\n' : '\r';
}

function countLines(text: string, newline: string): number {
  let lines = 0;
  for (let at = text.indexOf(newline); at !== -1; at = text.indexOf(newline, at + 1)) lines++;
  return lines;
}
