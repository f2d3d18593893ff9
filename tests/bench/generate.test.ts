/** `npm run bench:generate` as people call it, on a network so small that it takes seconds. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

describe('bench:generate', () => {
  it.each(['gpt2', 'llama'])(
    'times a %s with its cache and without',
    async (model) => {
      const sizes = ['1', '64', '2', '6', '3', '1'];
      const options = ['--model', model, '--threads', '1', '--rounds', '1'];
      const { stdout } = await execute(process.execPath, ['dist/bin/bench/generate.js', ...sizes, ...options]);
      const [, , , ...rows] = stdout.split('\n').filter((line) => line);
      expect(rows.map((row) => row.split(' | ')[0])).toEqual(['| temper', '| the whole text for each token']);
    },
    60_000,
  );
});
