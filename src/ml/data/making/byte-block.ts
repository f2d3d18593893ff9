/** Bytes that are gathered one piece after another, in one block of memory that is used again and again. */
export class ByteBlock {
  length = 0;
  private buffer: Buffer;

  /** @param memory to begin with; where more is needed the block moves to memory of its own, of the same kind */
  constructor(private memory: ArrayBuffer | SharedArrayBuffer) {
    this.buffer = Buffer.from(memory as ArrayBuffer);
  }

  clear(): void {
    this.length = 0;
  }

  /** Adds a line and its end. */
  writeLine(line: string): void {
    // A character is at most three bytes.
    this.makeRoom(3 * line.length + 1);
    this.length += this.buffer.write(line, this.length, 'utf8');
    this.buffer[this.length++] = 0x0a;
  }

  /** What was gathered, in the block's own memory. */
  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private makeRoom(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const size = Math.max(2 * this.buffer.length, this.length + bytes);
    const Kind = this.memory instanceof ArrayBuffer ? ArrayBuffer : SharedArrayBuffer;
    const memory = new Kind(size);
    const larger = Buffer.from(memory as ArrayBuffer);
    larger.set(this.bytes());
    [this.memory, this.buffer] = [memory, larger];
  }
}
