/** Runs our step, its matrix products and peers in turn, each in a process of its own, and lays medians side by side. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '../../ml/input-error.js';
import { median } from './median.js';
import { type BenchOptions, peerArguments, type StepOptions } from './step-options.js';
import { StepResult } from './step-result.js';

const execute = promisify(execFile);

interface Arm {
  name: string;
  command: string[];
}

/** Results of each arm, in the order in which they ran. */
export async function compareSteps(
  { step, products, peers, rounds }: BenchOptions,
  progress: (line: string) => void,
): Promise<StepResult[][]> {
  const arms = [
    ownArm('step', step),
    ...(products ? [ownArm('products', step)] : []),
    ...peers.map((peer) => peerArm(peer, step)),
  ];
  const results: StepResult[][] = arms.map(() => []);
  for (let round = 1; round <= rounds; round++) {
    for (const [i, arm] of arms.entries()) {
      const result = await runArm(arm);
      results[i]!.push(result);
      progress(`round ${round} of ${rounds}: ${result.name} ${result.seconds.toPrecision(3)} s`);
    }
  }
  return results;
}

const ownArm = (arm: 'step' | 'products', step: StepOptions): Arm => ({
  name: arm,
  command: [process.execPath, join(import.meta.dirname, 'step-arm.js'), JSON.stringify({ arm, ...step })],
});

/** A peer's own options stand last, so that they hold. */
export function peerArm(command: string, step: StepOptions): Arm {
  const words = command.trim().split(/\s+/);
  const firstOption = words.findIndex((word) => word.startsWith('--'));
  const program = firstOption < 0 ? words : words.slice(0, firstOption);
  return { name: command, command: [...program, ...peerArguments(step), ...words.slice(program.length)] };
}

async function runArm({ name, command: [program, ...parameters] }: Arm): Promise<StepResult> {
  const { stdout } = await execute(program!, parameters, { maxBuffer: 2 ** 24 });
  const line = stdout.trim().split('\n').at(-1)!;
  try {
    return StepResult.parse(JSON.parse(line));
  } catch {
    throw new InputError(
      'bench-peer',
      `"${name}" should print its result as JSON in its last line, as tests/reference/bench/peer_step.py does; found: ${line.slice(0, 200)}`,
    );
  }
}

/** Markdown: medians over the rounds, and how many times as long as ours each took. */
export function stepTable(results: readonly StepResult[][], { batch, seq }: StepOptions): string {
  const seconds = (runs: readonly StepResult[]) => median(runs.map((run) => run.seconds));
  const ours = seconds(results[0]!);
  const rows = results.map((runs) => [
    runs[0]!.name,
    seconds(runs).toPrecision(4),
    Math.min(...runs.map(({ best }) => best)).toPrecision(4),
    ((batch * seq) / seconds(runs)).toFixed(0),
    (Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 1e9).toFixed(2),
    `${(seconds(runs) / ours).toFixed(3)}×`,
    runs[0]!.notes,
  ]);
  const header = ['', 's a step', 'best', 'tokens/s', 'most memory, GB', 'time against temper', ''];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, i) => (i === 0 || i === 6 ? '---' : '---:'))), ...rows.map(line)].join(
    '\n',
  );
}
