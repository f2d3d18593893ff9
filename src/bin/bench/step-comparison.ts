/** Runs our step, its matrix products and peers in turn, each in a process of its own, and lays medians side by side. */
import { join } from 'node:path';
import { type Arm, peerArmWith, runInTurn } from './arms.js';
import { resultTable } from './result-table.js';
import { type BenchOptions, peerArguments, type StepOptions } from './step-options.js';
import type { StepResult } from './step-result.js';

/** Results of each arm, in the order in which they ran. */
export function compareSteps(
  { step, products, peers, rounds }: BenchOptions,
  progress: (line: string) => void,
): Promise<StepResult[][]> {
  const arms = [
    ownArm('step', step),
    ...(products ? [ownArm('products', step)] : []),
    ...peers.map((peer) => peerArm(peer, step)),
  ];
  return runInTurn(arms, rounds, progress);
}

const ownArm = (arm: 'step' | 'products', step: StepOptions): Arm => ({
  name: arm,
  command: [process.execPath, join(import.meta.dirname, 'step-arm.js'), JSON.stringify({ arm, ...step })],
});

export const peerArm = (command: string, step: StepOptions): Arm => peerArmWith(command, peerArguments(step));

export const stepTable = (results: readonly StepResult[][], { batch, seq }: StepOptions): string =>
  resultTable(results, { what: 'step', tokens: batch * seq });
