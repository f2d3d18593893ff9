/** Measures how long work takes, in seconds: for progress and for when to checkpoint, never for what is computed. */
export class Stopwatch {
  private start = performance.now();

  get seconds(): number {
    return (performance.now() - this.start) / 1000;
  }

  restart(): void {
    this.start = performance.now();
  }
}
