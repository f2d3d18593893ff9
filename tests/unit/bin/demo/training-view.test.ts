import type { JobEvent } from '../../../../src/bin/demo/job-events.js';
import { TrainingView } from '../../../../src/bin/demo/training-view.js';

const event = (type: JobEvent['type'], message: string, data: unknown = null, level: JobEvent['level'] = 'info') =>
  ({ id: '1', time: '2026-01-01T00:00:00Z', type, level, message, data }) satisfies JobEvent;
const metric = (step: number, split: string, name: string, value: number) =>
  event('metric', '', { step, epoch: step / 10, split, name, value });

describe('TrainingView', () => {
  it('says what the job does until there is a loss', () => {
    const view = new TrainingView();
    expect(view.line()).toBe('Waiting for a trainer.');
    expect(view.take(event('status', 'Reading the model and the data.'))).toBeNull();
    expect(view.line()).toBe('Reading the model and the data.');
  });

  it('draws how far training is, its loss, and how long the rest takes', () => {
    const view = new TrainingView();
    view.totalSteps = 20;
    view.etaSeconds = 7.2;
    view.take(metric(4, 'train', 'loss', 0.7));
    view.take(metric(5, 'train', 'learningRate', 0.001));
    view.take(metric(5, 'train', 'loss', 0.5));
    expect(view.line()).toBe('[████············]  25 %  step 5/20  loss 0.500 █▁  8 s left');
  });

  it('goes on with what the job does after the last step', () => {
    const view = new TrainingView();
    view.totalSteps = 5;
    view.take(metric(5, 'train', 'loss', 0.5));
    view.take(event('status', 'Calibrating and evaluating.'));
    expect(view.line()).toBe('Calibrating and evaluating.');
    expect(view.summary()).toContain('step 5/5  loss 0.500');
  });

  it('gives each evaluation a line of its own, once it is whole', () => {
    const view = new TrainingView();
    view.take(metric(4, 'train', 'loss', 0.7));
    view.take(metric(5, 'train', 'loss', 0.5));
    expect(view.take(metric(5, 'validation', 'loss', 0.25))).toBeNull();
    expect(view.take(metric(5, 'validation', 'accuracy', 0.9))).toBeNull();
    const line = 'step 5 (0.5 passes): training loss 0.600, validation loss 0.250, macro-F1 0.880';
    expect(view.take(metric(5, 'validation', 'macroF1', 0.88))).toBe(line);
    expect(view.take(metric(10, 'validation', 'loss', 0.2))).toBeNull();
  });

  it('passes warnings on', () => {
    expect(new TrainingView().take(event('log', '12 % are cut.', null, 'warn'))).toBe('12 % are cut.');
    expect(new TrainingView().take(event('log', 'details', null, 'debug'))).toBeNull();
  });
});
