import { newId } from '../../../src/platform/ids.js';

describe('ids', () => {
  it('are the prefix and 24 of a to z and 0 to 9', () => {
    expect(newId('ds')).toMatch(/^ds_[a-z0-9]{24}$/);
  });

  it('sort by the order in which they were made, also within a millisecond', () => {
    const ids = Array.from({ length: 50_000 }, () => newId('x'));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
