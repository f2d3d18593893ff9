import { preferredEngine, probeEngines } from '../ml/engine/engines.js';

/** The entry of a process that tries to load every engine, tells its parent, and ends. */
process.once('message', async (device: string) => {
  const engines = await probeEngines();
  process.send?.({ engine: preferredEngine(device, engines), engines }, () => process.exit(0));
});
