import { batches } from '../../../../src/bin/demo/batches.js';

describe('batches', () => {
  it('holds so many texts at most, in their order', () => {
    expect([...batches(['a', 'b', 'c', 'd', 'e'], 2, 100)]).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('holds so many characters at most', () => {
    expect([...batches(['aaa', 'bb', 'cccc', 'd'], 10, 5)]).toEqual([
      ['aaa', 'bb'],
      ['cccc', 'd'],
    ]);
  });

  it('sends a text that is too long for any batch on its own', () => {
    expect([...batches(['a', 'bbbbbbb', 'c'], 10, 5)]).toEqual([['a'], ['bbbbbbb'], ['c']]);
  });

  it('has none for no texts', () => {
    expect([...batches([], 2, 2)]).toEqual([]);
  });
});
