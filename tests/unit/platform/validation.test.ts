import { z } from 'zod';
import { invalid } from '../../../src/platform/http/validation.js';

const pathsOf = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value);
  return invalid(error!.issues).errors!.map(({ path }) => path);
};

const Method = z.union([
  z.strictObject({ type: z.literal('full') }),
  z.strictObject({ type: z.literal('lora'), rank: z.number() }),
]);

describe('validation', () => {
  it('names unknown fields one by one, where they are', () => {
    expect(pathsOf(z.strictObject({ a: z.strictObject({}) }), { a: { x: 1, y: 2 }, z: 3 }).sort()).toEqual([
      'a.x',
      'a.y',
      'z',
    ]);
  });

  it('complains about the alternative of a union that the value came nearest to', () => {
    expect(pathsOf(z.strictObject({ method: Method }), { method: { type: 'lora', rank: 'eight' } })).toEqual([
      'method.rank',
    ]);
  });

  it('complains about the union itself where nothing came near', () => {
    expect(pathsOf(z.strictObject({ method: z.union([z.string(), z.number()]) }), { method: true })).toEqual([
      'method',
    ]);
  });

  it('shows at most a hundred fields', () => {
    expect(pathsOf(z.array(z.string()), Array(1000).fill(1))).toHaveLength(100);
  });
});
