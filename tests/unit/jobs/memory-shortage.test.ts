import { memoryShortage } from '../../../src/jobs/memory-shortage.js';

describe('memoryShortage', () => {
  it('has nothing to say of what fits', () => {
    expect(memoryShortage(2e9, 8e9)).toBeNull();
  });

  it('says what is needed, what is there and what to do', () => {
    expect(memoryShortage(40e9, 8e9)).toBe(
      'it needs about 40.0 GB of memory, and this machine has 8.0 GB. Raise gradientAccumulation, lower batchSize or maxLength, or use the method lora or head',
    );
  });

  it("knows this machine's own memory", () => {
    expect(memoryShortage(1)).toBeNull();
    expect(memoryShortage(1e18)).toMatch(/this machine has [\d.]+ GB/);
  });
});
