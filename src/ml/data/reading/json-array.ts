import { InputError } from '../../input-error.js';
import type { DataLimits } from '../limits.js';
import { objectRow } from './json-lines.js';
import type { RawRow } from './raw-row.js';

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_OBJECT, CLOSE_OBJECT, COMMA, NEWLINE] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d, 0x2c, 0x0a,
];
const SPACES = new Set([0x20, 0x09, 0x0d, NEWLINE]);

/**
 * A JSON array of objects, element by element: only the brackets and quotes are followed here, each element is then
 * parsed alone. So memory is bounded by the longest element, and errors name its line.
 */
export async function* readJsonArray(bytes: AsyncIterable<Buffer>, limits: DataLimits): AsyncGenerator<RawRow[]> {
  const cutter = new ElementCutter(limits);
  for await (const chunk of bytes) yield cutter.push(chunk);
  cutter.end();
}

class ElementCutter {
  /** Where we are between elements. */
  private state: 'before' | 'first' | 'element' | 'after' | 'next' | 'done' = 'before';
  private depth = 0;
  private inString = false;
  private escaped = false;
  private line = 1;
  private startLine = 1;
  private held: Buffer[] = [];
  private heldBytes = 0;

  constructor(private readonly limits: DataLimits) {}

  push(chunk: Buffer): RawRow[] {
    const rows: RawRow[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === NEWLINE) this.line++;
      if (this.state === 'element') {
        if (this.inString) {
          this.string(byte);
          continue;
        }
        const ended = this.structure(byte);
        if (ended === null) continue;
        rows.push(this.cut(chunk.subarray(start, ended === 'with' ? at + 1 : at)));
        if (ended === 'with') continue;
      }
      if (!SPACES.has(byte) && this.between(byte)) start = at;
    }
    if (this.state === 'element') this.hold(Buffer.from(chunk.subarray(start)));
    return rows;
  }

  end(): void {
    if (this.state === 'done') return;
    throw this.malformed('the file ends before its closing ]; it may have been cut short');
  }

  private string(byte: number): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inString = false;
  }

  /** Whether the element ends: `with` this byte, or `before` it (a number or a word has no end of its own). */
  private structure(byte: number): 'with' | 'before' | null {
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN || byte === OPEN_OBJECT) this.depth++;
    else if (byte === CLOSE || byte === CLOSE_OBJECT) {
      if (this.depth === 0) return 'before';
      this.depth--;
      if (this.depth === 0) return 'with';
    } else if (byte === COMMA && this.depth === 0) return 'before';
    return null;
  }

  /** A byte outside elements; true where an element begins with it. */
  private between(byte: number): boolean {
    if (this.state === 'before' && byte === OPEN) this.state = 'first';
    else if ((this.state === 'first' || this.state === 'after') && byte === CLOSE) this.state = 'done';
    else if (this.state === 'after' && byte === COMMA) this.state = 'next';
    else if ((this.state === 'first' || this.state === 'next') && byte !== COMMA && byte !== CLOSE) {
      this.state = 'element';
      this.startLine = this.line;
      this.depth = 0;
      this.structure(byte);
      return true;
    } else {
      const expected = {
        before: '[',
        first: 'an object',
        next: 'an object',
        after: ', or ]',
        done: 'the end',
        element: '',
      };
      throw this.malformed(`expected ${expected[this.state]}, found ${JSON.stringify(String.fromCharCode(byte))}`);
    }
    return false;
  }

  private cut(end: Buffer): RawRow {
    this.hold(end);
    const text = Buffer.concat(this.held).toString('utf8');
    this.held = [];
    this.heldBytes = 0;
    this.state = 'after';
    try {
      return objectRow(JSON.parse(text), this.startLine);
    } catch (error) {
      throw this.malformed(
        `the element that starts on line ${this.startLine} is not JSON: ${(error as Error).message}`,
      );
    }
  }

  private hold(piece: Buffer): void {
    this.held.push(piece);
    this.heldBytes += piece.length;
    if (this.heldBytes <= this.limits.recordBytes) return;
    throw new InputError(
      'row-too-long',
      `The element that starts on line ${this.startLine} is longer than ${this.limits.recordBytes} bytes; a text may have ` +
        `${this.limits.textLength} characters. Shorten it.`,
    );
  }

  private malformed(problem: string): InputError {
    return new InputError('malformed-json', `Line ${this.line}: ${problem}. Expected one JSON array of objects.`);
  }
}
