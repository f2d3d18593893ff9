import { Bell } from '../../../src/runner/bell.js';

const LONG = 1_000_000;

describe('a bell', () => {
  it('wakes who waits', async () => {
    const bell = new Bell();
    const waiting = bell.wait(LONG, new AbortController().signal);
    bell.ring();
    await waiting;
  });

  it('is heard also by who comes later, once', async () => {
    const bell = new Bell();
    bell.ring();
    await bell.wait(LONG, new AbortController().signal);
    const leaving = new AbortController();
    let woken = false;
    const second = bell.wait(LONG, leaving.signal).then(() => {
      woken = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(woken).toBe(false);
    leaving.abort();
    await second;
  });

  it('does not keep anybody longer than told', async () => {
    await new Bell().wait(1, new AbortController().signal);
  });
});
