import type { DatasetTask } from '../data/example.js';
import type { Calibration } from './calibration.js';
import type { Conformal } from './conformal.js';
import { methodsOf } from './suitable.js';

/** Which kind of sets or intervals a task has. */
const KINDS: Readonly<Partial<Record<DatasetTask, Conformal['kind']>>> = {
  'text-classification': 'sets',
  'multi-label-classification': 'labels',
  'text-regression': 'interval',
};

/** What is wrong with a calibration that came from outside, beyond its form; null where it fits the model. */
export function calibrationProblem(calibration: Calibration, task: DatasetTask, labels: number): string | null {
  const { method, conformal } = calibration;
  if (method !== 'none' && !methodsOf(task).includes(method)) {
    return `expected a method for ${task}, ${['none', ...methodsOf(task)].join(', ')}; found ${method}`;
  }
  const found = listLengths(calibration).find((length) => length !== labels);
  if (found !== undefined) return `expected parameters for each of ${labels} labels; found ${found}`;
  if (method === 'isotonic') {
    const broken = calibration.parameters.curves.findIndex(
      ({ x, y }) => x.length !== y.length || !ascends(x, true) || !ascends(y) || y[0]! < 0 || y.at(-1)! > 1,
    );
    if (broken >= 0) return `expected rising curves of probabilities; found another for label ${broken}`;
  }
  if (!conformal) return null;
  if (conformal.kind !== KINDS[task]) {
    return `expected ${KINDS[task] ?? 'nothing'} as the conformal kind of ${task}; found ${conformal.kind}`;
  }
  return ascends(conformal.scores) ? null : 'expected scores in increasing order; found others';
}

function listLengths(calibration: Calibration): number[] {
  return Object.values(calibration.parameters).flatMap((value: unknown) =>
    Array.isArray(value) ? [value.length] : [],
  );
}

const ascends = (values: readonly number[], strictly = false): boolean =>
  values.every((value, i) => i === 0 || value > values[i - 1]! || (!strictly && value === values[i - 1]));
