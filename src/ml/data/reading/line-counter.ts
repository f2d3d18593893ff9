const NEWLINE = 0x0a;

/** Tells which line a byte stands on, for bytes asked about in rising order, holding only what is not yet asked about. */
export class LineCounter {
  private held: Buffer[] = [];
  private heldFrom = 0;
  private line = 1;

  push(chunk: Buffer): void {
    this.held.push(chunk);
  }

  lineAt(byte: number): number {
    while (this.held.length > 0 && this.heldFrom < byte) {
      const chunk = this.held[0]!;
      const passed = Math.min(byte - this.heldFrom, chunk.length);
      for (let at = chunk.indexOf(NEWLINE); at !== -1 && at < passed; at = chunk.indexOf(NEWLINE, at + 1)) this.line++;
      this.heldFrom += passed;
      if (passed === chunk.length) this.held.shift();
      else this.held[0] = chunk.subarray(passed);
    }
    return this.line;
  }
}
