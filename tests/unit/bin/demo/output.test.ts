import { Output } from '../../../../src/bin/demo/output.js';

describe('Output', () => {
  it('numbers the stages, indents what is said in them, and tells how long each took', async () => {
    const written: string[] = [];
    let now = 0;
    const output = new Output({ isTTY: false, write: (text) => written.push(text) }, () => now);
    const answer = await output.stage('Upload', async () => {
      output.say('one\ntwo');
      now += 1500;
      return 42;
    });
    await output.stage('Deploy', async () => {
      now += 500;
    });
    expect(answer).toBe(42);
    expect(written.join('')).toBe('\n1. Upload\n  one\n  two\n  (1.5 s)\n\n2. Deploy\n  (0.5 s)\n');
    expect(output.timings().split('\n').slice(2)).toEqual(['Upload      1.5', 'Deploy      0.5', 'in all      2.0']);
  });
});
