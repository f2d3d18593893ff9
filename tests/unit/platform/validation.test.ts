import { z } from 'zod';
import type { Invalid } from '../../../src/platform/errors/problem.js';
import { parseRequest } from '../../../src/platform/http/validation.js';

const errorsOf = (schema: z.ZodType, value: unknown, at?: string) => {
  try {
    parseRequest(schema, value, at);
  } catch (error) {
    return (error as Invalid).errors!;
  }
  throw new Error('it is valid');
};
const pathsOf = (schema: z.ZodType, value: unknown) => errorsOf(schema, value).map(({ path }) => path);
const messageOf = (schema: z.ZodType, value: unknown) => errorsOf(schema, value)[0]!.message;

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

  it.each<[z.ZodType, unknown, string]>([
    [
      z.union([z.enum(['linear', 'cosine']), z.literal('auto')]),
      'foo',
      'expected "linear", "cosine" or "auto"; found "foo"',
    ],
    [z.union([z.number(), z.literal('auto')]), '3', 'expected a number or "auto"; found "3"'],
    [z.union([Method, z.literal(false)]), true, 'expected an object or false; found true'],
    [z.strictObject({}), null, 'expected an object; found null'],
    [z.number().min(1), 0, 'expected at least 1; found 0'],
    [z.number().lt(1), 1, 'expected less than 1; found 1'],
    [z.string().max(3), 'four', 'expected at most 3 characters; found 4'],
    [z.array(z.string()).min(1), [], 'expected at least 1 items; found 0'],
    [z.array(z.string()).max(1, 'expected at most one'), ['a', 'b'], 'expected at most one; found 2'],
    [z.string().regex(/^a/, 'expected an a'), 'b', 'expected an a; found "b"'],
    [z.int(), undefined, 'expected a number; found nothing'],
    [
      z.union([z.strictObject({ examples: z.array(z.string()) }), z.strictObject({ source: z.string() })]),
      {},
      'expected an object with examples or an object with source; found {}',
    ],
  ])('says what was expected and found: %#', (schema, value, message) => {
    expect(messageOf(schema, value)).toBe(message);
  });

  it('names the part of the request that the schema is for', () => {
    expect(errorsOf(z.int(), 'x', 'version')).toMatchObject([{ path: 'version' }]);
  });

  it('refuses unknown fields whatever they are called', () => {
    for (const key of ['constructor', 'toString', '__proto__']) {
      expect(pathsOf(z.strictObject({}), JSON.parse(`{"${key}": 1}`))).toEqual([key]);
    }
  });
});
