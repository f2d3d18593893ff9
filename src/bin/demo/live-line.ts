/** Where to write: process.stdout, or anything like it. */
export interface Terminal {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

const RETURN_AND_CLEAR = '\r\u001b[K';

/**
 * A line that is drawn over and over. In a terminal it is overwritten in place; in a log file, where that is no use, only
 * what `finish` is given is written.
 */
export class LiveLine {
  constructor(private readonly terminal: Terminal) {}

  draw(line: string): void {
    if (!this.terminal.isTTY) return;
    // A line that wraps can't be overwritten.
    this.terminal.write(`${RETURN_AND_CLEAR}${line.slice(0, (this.terminal.columns ?? 80) - 1)}`);
  }

  /** Replaces the line with its last state and goes on to the next. */
  finish(line: string): void {
    this.terminal.write(`${this.terminal.isTTY ? RETURN_AND_CLEAR : ''}${line}\n`);
  }
}
