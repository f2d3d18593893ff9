import { describeExit } from '../../../src/runner/worker-exit.js';

const exit = { code: null, signal: null, output: '', oomKills: 0 };

describe('why a worker ended', () => {
  it('is the signal', () => {
    expect(describeExit({ ...exit, signal: 'SIGSEGV' })).toEqual({
      code: 'worker-killed',
      message: 'The worker was killed by SIGSEGV.',
    });
  });

  it("is memory, where the kernel's out-of-memory killer was at work", () => {
    const { code, message } = describeExit({ ...exit, signal: 'SIGKILL', oomKills: 1 });
    expect(code).toBe('out-of-memory');
    expect(message).toContain("the kernel's out-of-memory killer");
    expect(describeExit({ ...exit, signal: 'SIGSEGV', oomKills: 1 }).code).toBe('worker-killed');
  });

  it.each([
    ["terminate called after throwing an instance of 'std::bad_alloc'", 'SIGABRT' as const],
    ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', 'SIGABRT' as const],
  ])('is memory, where its last words say so: %s', (output, signal) => {
    expect(describeExit({ ...exit, signal, output })).toMatchObject({ code: 'out-of-memory', detail: output });
  });

  it('quotes the last three lines and keeps the rest for operators', () => {
    const output = 'one\n\ntwo\nthree\nfour\n';
    expect(describeExit({ ...exit, code: 9, output })).toEqual({
      code: 'worker-exited',
      message: 'The worker ended with exit code 9 before it reported a result. Its last output: two | three | four',
      detail: 'one\ntwo\nthree\nfour',
    });
  });
});
