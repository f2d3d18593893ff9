import { table } from './drawing.js';
import { LiveLine, type Terminal } from './live-line.js';

/** What the demo tells: stages with a heading and the time they took, lines below them, one line that is drawn over. */
export class Output {
  readonly live: LiveLine;
  readonly #start: number;
  readonly #stages: { title: string; seconds: number }[] = [];

  constructor(
    terminal: Terminal,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.live = new LiveLine(terminal);
    this.#start = clock();
  }

  /** Writes text, each line of it indented below the stage's heading. */
  say(text: string): void {
    this.live.finish(text.replace(/^(?=.)/gm, '  '));
  }

  async stage<T>(title: string, work: () => Promise<T>): Promise<T> {
    const start = this.clock();
    this.live.finish(`\n${this.#stages.length + 1}. ${title}`);
    const result = await work();
    const seconds = (this.clock() - start) / 1000;
    this.#stages.push({ title, seconds });
    this.say(`(${seconds.toFixed(1)} s)`);
    return result;
  }

  /** How long each stage took. */
  timings(): string {
    const total = (this.clock() - this.#start) / 1000;
    const rows = [...this.#stages, { title: 'in all', seconds: total }];
    return table(
      ['stage', 'seconds'],
      rows.map(({ title, seconds }) => [title, seconds.toFixed(1)]),
    );
  }
}
