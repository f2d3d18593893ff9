/** Times one fine-tuning step: `npm run bench:step -- --help`. */
import { availableParallelism, cpus } from 'node:os';
import { runBench } from './command-line.js';
import { compareSteps, stepTable } from './step-comparison.js';
import { type BenchOptions, parseBenchOptions, STEP_USAGE } from './step-options.js';
import { profileStep } from './step-profile.js';
import { profileTables } from './step-profile-tables.js';

await runBench(parseBenchOptions, STEP_USAGE, main);

async function main(options: BenchOptions): Promise<void> {
  const { model, method, layers, hidden, batch, seq, dropout, threads, allTokens } = options.step;
  const tokens = model === 'bert' && method !== 'head' && allTokens ? ', all tokens in the last layer' : '';
  console.log(
    `${model}, method ${method}, ${layers} layers × ${hidden}, ${batch}×${seq} tokens, dropout ${dropout}${tokens}; ` +
      `${threads} of ${availableParallelism()} cores of ${cpus()[0]!.model}\n`,
  );
  if (options.profile) {
    console.log(profileTables(await profileStep(options.step)));
    return;
  }
  const results = await compareSteps(options, (line) => console.error(line));
  console.log(`\n${stepTable(results, options.step)}`);
}
