import { type ModelFiles, readWeights, weightsPresent } from '../../../ml/artifact/load-model.js';
import { type BestParametersFile, readCheckpoint } from '../../../ml/artifact/training-checkpoint.js';
import { sourcesOfLayers } from '../../../ml/compression/fewer-layers.js';
import { teacherName } from '../../../ml/training/distillation.js';
import type { FineTuning } from '../../../ml/training/fine-tuning.js';
import { initialTrainingState, type TrainingState } from '../../../ml/training/train.js';
import type { TaskContext } from '../../task-handler.js';

interface Start {
  tuning: FineTuning;
  student: ModelFiles;
  teacher: ModelFiles;
  /** How many of the teacher's layers it begins with; null where it begins as a model of its own. */
  layers: number | null;
  best: BestParametersFile;
}

/** Puts the weights of a student and its teacher into place, and over them the checkpoint's if there is one. */
export async function startStudent(start: Start, { checkpoint }: TaskContext): Promise<TrainingState> {
  const { tuning, student, teacher, layers, best } = start;
  const { task, head, projections = [], frozen } = tuning.plan;
  tuning.makeFresh([...task.weights, ...projections]);
  if (layers) {
    const sources = sourcesOfLayers(student.architecture, teacher.architecture);
    for (const { to, from } of sources) await readWeights(teacher.folder, [from], () => tuning.weight(to));
    await readWeights(teacher.folder, head, (name) => tuning.weight(name));
  } else {
    const body = student.architecture.weights;
    const known = await weightsPresent(
      student.folder,
      head.filter(({ perLabel }) => !perLabel),
    );
    await readWeights(student.folder, [...body, ...known], (name) => tuning.weight(name));
  }
  if (frozen.length) {
    await readWeights(teacher.folder, teacher.architecture.weights, (name) => tuning.weight(teacherName(name)));
  }
  return checkpoint ? readCheckpoint(checkpoint.path, tuning.store, best) : initialTrainingState();
}
