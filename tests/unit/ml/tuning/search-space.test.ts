import { SearchSpace } from '../../../../src/ml/tuning/search-space.js';
import type { Invalid } from '../../../../src/platform/errors/problem.js';
import { parseRequest } from '../../../../src/platform/http/validation.js';

function errorOf(space: unknown) {
  try {
    parseRequest(SearchSpace, space);
  } catch (error) {
    return (error as Invalid).errors![0]!;
  }
  throw new Error('it is valid');
}

describe('a search space', () => {
  it('takes ranges and values, and learning rates are spread by factors', () => {
    expect(
      SearchSpace.parse({
        learningRate: { min: 1e-4, max: 1e-2 },
        dropout: { min: 0, max: 0.3 },
        batchSize: { values: [8, 16] },
      }),
    ).toEqual({
      learningRate: { min: 1e-4, max: 1e-2, scale: 'log' },
      dropout: { min: 0, max: 0.3, scale: 'linear' },
      batchSize: { values: [8, 16] },
    });
  });

  it.each([
    [{ dropout: { min: 0, max: 1.5 } }, 'dropout.max', /expected less than 1; found 1.5/],
    [{ batchSize: { min: 2.5, max: 8 } }, 'batchSize.min', /found 2.5/],
    [{ batchSize: { values: [8, '16'] } }, 'batchSize.values.1', /expected a number; found "16"/],
    [{ learningRate: { min: 0.1, max: 0.01 } }, 'learningRate.max', /expected more than min, which is 0.1; found 0.01/],
    [
      { weightDecay: { min: 0, max: 0.1, scale: 'log' } },
      'weightDecay.min',
      /expected more than 0, because the scale is logarithmic; found 0/,
    ],
    [{ dropout: 0.1 }, 'dropout', /expected .*; found 0.1/],
    [{ schedule: { min: 1, max: 2 } }, 'schedule', /./],
    [{ schedule: { values: ['linear', 'steep'] } }, 'schedule.values.1', /found "steep"/],
    [{ schedule: { values: ['linear'] } }, 'schedule.values', /expected at least 2 items; found 1/],
    [{ method: { values: [{ type: 'full' }, { type: 'lora' }] } }, 'method.values.1.rank', /expected a number/],
    [{ momentum: { min: 0, max: 1 } }, 'momentum', /unknown field/],
  ])('says what is wrong, and where: %j', (space, path, message) => {
    const error = errorOf(space);
    expect(error.message).toMatch(message);
    if (path !== 'schedule') expect(error.path).toBe(path);
  });
});
