/** Compares a checkpoint with what its architecture needs, before anything is trained on it or served from it. */
import { ArtifactError } from './artifact-error.js';
import { type Checkpoint, isWeightDtype } from './checkpoint.js';
import { formatShape, type NamedTensor, type TensorSpec } from './tensor.js';

const MAX_NAMED = 5;

/**
 * Checks that every expected tensor is there, in its shape, in a type that weights come in, and without NaN or infinity.
 * Tensors that nothing expects (another task's head, `position_ids`) are no error: they are not read.
 * @throws ArtifactError `tensors-invalid`, naming the first few of each kind of problem.
 */
export async function checkTensors(expected: readonly TensorSpec[], checkpoint: Checkpoint): Promise<void> {
  const problems = [...missing(expected, checkpoint), ...misshapen(expected, checkpoint)];
  if (problems.length > 0) throw invalid(problems);
  for (const { name } of expected) {
    const problem = notFinite(await checkpoint.read(name));
    if (problem) throw invalid([problem]);
  }
}

function missing(expected: readonly TensorSpec[], { tensors }: Checkpoint): string[] {
  const absent = expected.filter(({ name }) => !tensors.has(name));
  if (absent.length === 0) return [];
  const named = absent.slice(0, MAX_NAMED).map(({ name, shape }) => `"${name}" ${formatShape(shape)}`);
  return [
    `${absent.length} of the ${expected.length} tensors that config.json asks for are missing: ${andMore(named, absent.length)} ` +
      `(the file has ${tensors.size} tensors). Was it saved from another architecture, or in part?`,
  ];
}

function misshapen(expected: readonly TensorSpec[], { tensors }: Checkpoint): string[] {
  const wrong: string[] = [];
  for (const { name, shape } of expected) {
    const found = tensors.get(name);
    if (!found) continue;
    if (formatShape(found.shape) !== formatShape(shape)) {
      wrong.push(
        `"${name}" should have shape ${formatShape(shape)} by config.json, and has ${formatShape(found.shape)}`,
      );
    } else if (!isWeightDtype(found.dtype)) {
      wrong.push(`"${name}" should be F32, F16 or BF16, and is ${found.dtype}`);
    }
  }
  if (wrong.length === 0) return [];
  return [
    `${andMore(wrong.slice(0, MAX_NAMED), wrong.length, '; ')}. Use the config.json that these weights were saved with.`,
  ];
}

function notFinite({ name, data }: NamedTensor): string | undefined {
  const at = data.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return undefined;
  const count = data.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  return (
    `"${name}" has ${count} values that are not finite numbers, the first ${data[at]} at index ${at}. ` +
    'The training that made it diverged, or the file is damaged: use an earlier checkpoint.'
  );
}

function andMore(named: string[], total: number, separator = ', '): string {
  return total > named.length ? `${named.join(separator)} and ${total - named.length} more` : named.join(separator);
}

function invalid(problems: string[]): ArtifactError {
  return new ArtifactError('tensors-invalid', `The model's weights don't fit: ${problems.join(' ')}`);
}
