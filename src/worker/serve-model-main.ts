import { promisedBy } from '../ml/calibration/conformal.js';
import { answer } from '../ml/inference/answer.js';
import { TextModel } from '../ml/inference/text-model.js';
import { serveModel } from './serve-model.js';

/** The entry of a process that holds one deployed model: forked by a server. */
await serveModel(async (folder, options) => {
  const model = await TextModel.load(folder, 'answer', options);
  const { task, labels, calibration } = model;
  return {
    task,
    labels,
    calibrated: calibration.method !== 'none',
    promised: promisedBy(calibration.conformal),
    answer: (inputs) => answer(model, inputs),
  };
});
