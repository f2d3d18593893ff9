/** TF.js's native backend, where it has been installed (`npm run setup:gpu`): libtensorflow on a CPU or a CUDA device. */
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';

const PACKAGE = '@tensorflow/tfjs-node-gpu';
export const TENSORFLOW_BACKEND = 'tensorflow';

export class EngineUnavailable extends Error {
  override name = 'EngineUnavailable';
}

/** Registers the backend. @throws EngineUnavailable where the package or its library does not load. */
export async function loadTensorflow(): Promise<void> {
  const require = createRequire(import.meta.url);
  // tfjs-node calls this function of Node's, which Node 23 removed.
  const util: { isNullOrUndefined?: (value: unknown) => boolean } = require('node:util');
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  try {
    require(PACKAGE);
  } catch (error) {
    const [why] = (error as Error).message.split('\n');
    throw new EngineUnavailable(`${PACKAGE} does not load: ${why}`);
  }
  if (!(await tf.setBackend(TENSORFLOW_BACKEND))) {
    throw new EngineUnavailable(`${PACKAGE} loads, but its backend does not start`);
  }
}
