// What `npm run bench:step -- --profile` prints.
import { groupOfNode } from './node-groups.js';
import type { StepProfile } from './step-profile.js';

export function profileTables(profile: StepProfile): string {
  const { step, optimizer, dropoutMasks, gradientRows, onnxRuntime, nodes, steps } = profile;
  const grouped = sums(nodes.map(({ name, op, seconds }) => [groupOfNode(name, op), seconds / steps]));
  const inNodes = [...grouped.values()].reduce((sum, { seconds }) => sum + seconds, 0);
  const around = step - optimizer - dropoutMasks - gradientRows - onnxRuntime;
  const parts: [string, number][] = [
    ...[...grouped].map(([group, { seconds }]): [string, number] => [group, seconds]),
    ['ONNX Runtime between its nodes', onnxRuntime - inNodes],
    ['optimizer, with clipping', optimizer],
    ['dropout masks', dropoutMasks],
    ["rows of the embedding's gradient", gradientRows],
    ['JavaScript around it', around],
  ];
  const operators = sums(nodes.map(({ op, seconds }) => [op, seconds / steps]));
  return [
    ...table(
      ['what for', 'ms a step', 'share'],
      parts.toSorted(([, a], [, b]) => b - a).map(([name, seconds]) => [name, ms(seconds), share(seconds, step)]),
    ),
    `| **all** | **${ms(step)}** | |`,
    '',
    ...table(
      ['operator', 'nodes', 'ms a step', 'share'],
      [...operators]
        .toSorted(([, a], [, b]) => b.seconds - a.seconds)
        .map(([op, { count, seconds }]) => [op, String(count / steps), ms(seconds), share(seconds, step)]),
    ),
    '',
    'Measuring each node takes time itself: what a step takes without is told by the same command without --profile.',
  ].join('\n');
}

function sums(entries: [string, number][]): Map<string, { count: number; seconds: number }> {
  const result = new Map<string, { count: number; seconds: number }>();
  for (const [key, seconds] of entries) {
    const { count, seconds: before } = result.get(key) ?? { count: 0, seconds: 0 };
    result.set(key, { count: count + 1, seconds: before + seconds });
  }
  return result;
}

const ms = (seconds: number) => (seconds * 1000).toFixed(2);
const share = (seconds: number, all: number) => `${((100 * seconds) / all).toFixed(1)} %`;

function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = header.map((_, i) => (i === 0 ? '---' : '---:'));
  return [line(header), line(rule), ...rows.map(line)];
}
