import { classificationTargets, classificationTask } from '../../../src/ml/tasks/classification.js';
import { maskedLanguageModelTask } from '../../../src/ml/tasks/masked-language-model.js';
import { describeParity, type Expected } from '../support/parity.js';

describeParity('BERT for sequence classification', {
  architecture: 'bert',
  checkpoint: 'classification',
  task: (architecture) => classificationTask(architecture, { labels: 3 }),
  targets: ({ labels }) => classificationTargets(labels),
});

describeParity('BERT for masked language modelling', {
  architecture: 'bert',
  checkpoint: 'masked-language-model',
  task: maskedLanguageModelTask,
  targets: maskedTargets,
});

function maskedTargets({ positions, labels }: Expected, places: number) {
  const count = positions!.length;
  const inverse = Int32Array.from({ length: places }, (_, place) => {
    const i = positions!.indexOf(place);
    return i < 0 ? count : i;
  });
  return {
    positions: { data: Int32Array.from(positions!), shape: [count] },
    inverse: { data: inverse, shape: [places] },
    labels: { data: Int32Array.from(labels), shape: [count] },
    label_weights: { data: new Float32Array(count).fill(1 / count), shape: [count] },
  };
}
