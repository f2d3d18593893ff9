/** Times what a causal language model writes: `npm run bench:generate -- --help`. */
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { type Arm, peerArmWith, runInTurn } from './arms.js';
import { runBench } from './command-line.js';
import type { GenerateArm } from './generate-arm.js';
import {
  GENERATE_USAGE,
  type GenerateBench,
  type GenerateOptions,
  generateArguments,
  parseGenerateOptions,
} from './generate-options.js';
import { resultTable } from './result-table.js';

await runBench(parseGenerateOptions, GENERATE_USAGE, main);

async function main(options: GenerateBench): Promise<void> {
  const { model, layers, hidden, batch, prompt, tokens, threads } = options.generate;
  console.log(
    `${model}, ${layers} layers × ${hidden}, ${tokens} tokens after each of ${batch} prompts of up to ${prompt}; ` +
      `${threads} of ${availableParallelism()} cores of ${cpus()[0]!.model}\n`,
  );
  const arms = [
    ownArm('cached', options.generate),
    ...(options.cachedOnly ? [] : [ownArm('recomputing', options.generate)]),
    ...options.peers.map((peer) => peerArmWith(peer, generateArguments(options.generate))),
  ];
  const results = await runInTurn(arms, options.rounds, (line) => console.error(line));
  console.log(`\n${resultTable(results, { what: 'run', tokens: batch * tokens })}`);
}

function ownArm(arm: GenerateArm, options: GenerateOptions): Arm {
  const parameters = JSON.stringify({ arm, ...options });
  return { name: arm, command: [process.execPath, join(import.meta.dirname, 'generate-arm.js'), parameters] };
}
