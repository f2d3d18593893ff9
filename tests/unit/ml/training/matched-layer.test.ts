import { matchedLayer } from '../../../../src/ml/training/distillation.js';

it.each([
  [3, 6, [2, 4, 6]],
  [2, 6, [3, 6]],
  [4, 6, [2, 3, 5, 6]],
  [6, 12, [2, 4, 6, 8, 10, 12]],
  [1, 6, [6]],
])('%i layers of a student stand for layers of a teacher of %i', (students, teachers, expected) => {
  const layers = Array.from({ length: students }, (_, i) => matchedLayer(i + 1, students, teachers));
  expect(layers).toEqual(expected);
  expect(matchedLayer(0, students, teachers)).toBe(0);
});
