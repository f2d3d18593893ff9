import { checkTask } from '../../../src/jobs/check-task.js';
import { FineTuneJobCreate } from '../../../src/jobs/types/fine-tune/fine-tune.schemas.js';
import { DATASET_TASKS, type DatasetTask } from '../../../src/ml/data/example.js';
import type { ModelEntity } from '../../../src/models/model.entity.js';

const LABELS = ['ham', 'spam'];
const check = (task: DatasetTask, choices: object = {}, architecture = 'bert') => {
  const job = FineTuneJobCreate.parse({ type: 'fine-tune', model: 'mdl_x', dataset: { id: 'ds_x' }, ...choices });
  return () => checkTask(job, task, { id: 'mdl_x', architecture } as ModelEntity, LABELS);
};
const tuned = (hyperparameters: object) => ({ hyperparameters });
const LORA = { method: { type: 'lora', rank: 2, alpha: 2 } };

describe('a task', () => {
  it.each<[string, DatasetTask[]]>([
    ['bert', ['text-classification', 'multi-label-classification', 'text-regression', 'token-classification', 'text']],
    ['gpt2', [...DATASET_TASKS]],
    ['llama', [...DATASET_TASKS]],
  ])('can be learned by %s where it has the head for it', (architecture, tasks) => {
    for (const task of DATASET_TASKS) {
      const checked = check(task, {}, architecture);
      if (tasks.includes(task)) expect(checked).not.toThrow();
      else expect(checked).toThrow(expect.objectContaining({ code: 'model-unsuitable', status: 422 }));
    }
  });

  it.each<[DatasetTask, object]>([
    ['text-classification', { method: { type: 'head' } }],
    ['token-classification', { method: { type: 'head' } }],
    ['text', LORA],
    ['text', { method: { type: 'gradual' } }],
    ['text-regression', tuned({ earlyStopping: { metric: 'spearman' } })],
    ['text-regression', tuned({ earlyStopping: { metric: 'loss' }, labelSmoothing: 0, classWeights: 'none' })],
    ['token-classification', tuned({ labelSmoothing: 0.1, earlyStopping: { metric: 'entityF1' } })],
    ['multi-label-classification', tuned({ labelSmoothing: 0.1, earlyStopping: { metric: 'microF1' } })],
    ['text-classification', tuned({ classWeights: { ham: 2 }, earlyStopping: false })],
    ['text-classification', { calibration: { method: 'temperature' } }],
    ['text-regression', { calibration: { method: 'none' } }],
    ['text-regression', { calibration: { coverage: 0.9 } }],
    ['text-classification', { calibration: { method: 'vector', coverage: 0.9, sets: 'raps' } }],
    ['multi-label-classification', { calibration: { method: 'isotonic', coverage: 0.9 } }],
    ['token-classification', { calibration: { method: 'temperature' } }],
  ])('takes what has a meaning for it: %s %j', (task, choices) => {
    expect(check(task, choices)).not.toThrow();
  });

  it.each<[DatasetTask, object, string, RegExp]>([
    ['text', { method: { type: 'head' } }, 'method', /full, gradual or lora; found "head"/],
    [
      'text-regression',
      tuned({ earlyStopping: { metric: 'accuracy' } }),
      'hyperparameters.earlyStopping.metric',
      /one of loss, mse, spearman; found "accuracy"/,
    ],
    ['text', tuned({ labelSmoothing: 0.1 }), 'hyperparameters.labelSmoothing', /no labels; found 0.1/],
    ['text-regression', tuned({ labelSmoothing: 0.1 }), 'hyperparameters.labelSmoothing', /no labels/],
    [
      'multi-label-classification',
      tuned({ classWeights: 'balanced' }),
      'hyperparameters.classWeights',
      /"none" or "auto"; found "balanced"/,
    ],
    [
      'text-classification',
      tuned({ classWeights: { ham: 2, news: 3 } }),
      'hyperparameters.classWeights',
      /such as ham, spam; found "news"/,
    ],
    [
      'token-classification',
      { calibration: { method: 'platt' } },
      'calibration.method',
      /"none" or "auto" or "temperature"; found "platt"/,
    ],
    [
      'multi-label-classification',
      { calibration: { method: 'vector' } },
      'calibration.method',
      /or "platt" or "isotonic"; found "vector"/,
    ],
    ['text', { calibration: { coverage: 0.9 } }, 'calibration.coverage', /no coverage.*found 0.9/],
    ['token-classification', { calibration: { coverage: 0.9 } }, 'calibration.coverage', /text-regression; found/],
    [
      'multi-label-classification',
      { calibration: { coverage: 0.9, sets: 'raps' } },
      'calibration.sets',
      /sets of single labels have a choice/,
    ],
  ])('refuses what has none: %s %j', (task, choices, path, message) => {
    expect(check(task, choices)).toThrow(
      expect.objectContaining({
        code: 'choice-unsuitable',
        status: 422,
        errors: [{ path, message: expect.stringMatching(message) }],
      }),
    );
  });
});
