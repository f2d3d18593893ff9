/**
 * Loaded before a script by `node --import`: on a Node that is too old the script is run by the one that comes with the
 * packages instead. npm finds that one by itself, as `node_modules/.bin/node`, but npm 10 unlinks it as it leaves out the packages of
 * other platforms.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isTooOld } from '../oldest-node.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const [PLATFORM, PROGRAM] = process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'node'];
const OWN_NODE = fileURLToPath(
  new URL(`../../node_modules/node-${PLATFORM}-${process.arch}/bin/${PROGRAM}`, import.meta.url),
);

if (isTooOld(process.versions.node) && process.execPath !== OWN_NODE && existsSync(OWN_NODE)) {
  const child = spawn(OWN_NODE, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(OWN_NODE)}${delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + constants.signals[signal!];
      resolve();
    });
  });
  process.exit();
}
