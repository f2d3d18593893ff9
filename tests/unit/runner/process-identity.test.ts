import { identityOf, isAlive, machineId, processStart } from '../../../src/runner/process-identity.js';

describe('a process', () => {
  it('is the same as long as its number and its start are', () => {
    const self = identityOf(process.pid)!;
    expect(isAlive(self)).toBe(true);
    expect(isAlive({ ...self, started: 'at another time' })).toBe(false);
    expect(isAlive({ ...self, pid: 2 ** 30 })).toBe(false);
  });

  it('that there is not has no start', () => {
    expect(processStart(2 ** 30)).toBeNull();
    expect(identityOf(2 ** 30)).toBeNull();
  });

  it('runs on one machine all the time', () => {
    expect(machineId()).toBe(machineId());
  });
});
