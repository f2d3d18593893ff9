import { resolve } from 'node:path';
import { demoOptions } from '../../../../src/bin/demo/options.js';

describe('demoOptions', () => {
  it('stops the service at the end, with its data in .temper/demo, unless told otherwise', () => {
    expect(demoOptions([], {})).toEqual({ keep: false, help: false, home: resolve('.temper/demo') });
  });

  it('takes --keep, and the folder from TEMPER_HOME', () => {
    const options = demoOptions(['--keep'], { TEMPER_HOME: '/data/temper' });
    expect(options).toEqual({ keep: true, help: false, home: '/data/temper' });
  });

  it('counts an empty TEMPER_HOME as none', () => {
    expect(demoOptions([], { TEMPER_HOME: '' }).home).toBe(resolve('.temper/demo'));
  });

  it.each([[['--kept']], [['keep']]])('refuses %p, which it does not know', (args) => {
    expect(() => demoOptions(args, {})).toThrow(args[0]);
  });
});
