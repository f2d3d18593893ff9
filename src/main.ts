import { writeSync } from 'node:fs';

/**
 * The one entry of every role. It looks at Node's version before anything else is loaded: on an older one the imports
 * themselves would fail, with a message that tells nobody what to do.
 */
const OLDEST_NODE = [22, 12] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  writeSync(
    2,
    `Temper needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. ` +
      'Start it with `npm start`, which uses the Node that comes with its packages.\n',
  );
  process.exit(1);
}

const { boot } = await import('./boot.js');
await boot();
