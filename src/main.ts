import { writeSync } from 'node:fs';
import { isTooOld, OLDEST_NODE_NAME } from './oldest-node.js';

/**
 * The one entry of every role. It looks at Node's version before anything else is loaded: on an older one the imports
 * themselves would fail, with a message that tells nobody what to do.
 */
if (isTooOld(process.versions.node)) {
  writeSync(
    2,
    `Temper needs Node ${OLDEST_NODE_NAME} or newer; this is ${process.versions.node}. ` +
      'Start it with `npm start`, which uses the Node that comes with its packages.\n',
  );
  process.exit(1);
}

const { boot } = await import('./boot.js');
await boot();
