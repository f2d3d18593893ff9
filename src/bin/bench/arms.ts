/** What a benchmark compares: programs that print a result, each run in a process of its own, in turn. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InputError } from '../../ml/input-error.js';
import { StepResult } from './step-result.js';

const execute = promisify(execFile);

export interface Arm {
  name: string;
  command: string[];
}

/** Another program, handed what ours is. Its own options stand last, so that they hold. */
export function peerArmWith(command: string, parameters: readonly string[]): Arm {
  const words = command.trim().split(/\s+/);
  const firstOption = words.findIndex((word) => word.startsWith('--'));
  const program = firstOption < 0 ? words : words.slice(0, firstOption);
  return { name: command, command: [...program, ...parameters, ...words.slice(program.length)] };
}

/** Results of each arm, in the order in which they ran. */
export async function runInTurn(
  arms: readonly Arm[],
  rounds: number,
  progress: (line: string) => void,
): Promise<StepResult[][]> {
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
