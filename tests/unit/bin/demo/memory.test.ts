import { familyMemory } from '../../../../src/bin/demo/memory.js';

describe('familyMemory', () => {
  const processes = [
    { pid: 1, parent: 0, resident: 1000 },
    { pid: 10, parent: 1, resident: 5 },
    { pid: 11, parent: 10, resident: 7 },
    { pid: 12, parent: 11, resident: 11 },
    { pid: 20, parent: 1, resident: 13 },
  ];

  it('adds up the roots and all their descendants', () => {
    expect(familyMemory(processes, [10])).toBe(23);
  });

  it('takes several roots, each process once', () => {
    expect(familyMemory(processes, [10, 12, 20])).toBe(36);
  });

  it('passes over a root that has ended', () => {
    expect(familyMemory(processes, [99, 20])).toBe(13);
  });
});
