import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `npm run demo -- [--keep]
  Starts the service on its embedded database and goes through the whole loop on real mail, over HTTP alone.
  --keep   leave the service running at the end
  TEMPER_HOME=DIR   keep everything in DIR; .temper/demo by default`;

export interface DemoOptions {
  keep: boolean;
  help: boolean;
  /** Absolute. */
  home: string;
}

/** @throws Error that says which argument it does not know. */
export function demoOptions(args: readonly string[], env: NodeJS.ProcessEnv): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { keep: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  return { ...values, home: resolve(env.TEMPER_HOME || '.temper/demo') };
}
