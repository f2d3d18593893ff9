import module from 'node:module';

/**
 * Loaded before a worker's entry: stack traces name lines of the sources. Node's own flag for that also reads the maps of
 * every package, those of TensorFlow.js alone megabytes, which every job would wait for; Nodes before 22.14 know no other.
 */
if (module.setSourceMapsSupport) module.setSourceMapsSupport(true, { nodeModules: false });
else process.setSourceMapsEnabled(true);
