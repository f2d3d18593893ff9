/** TF.js's native backend, where its addon has been built or downloaded: libtensorflow on the CPU or a CUDA device. */
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';
import { prepareTensorflowEnvironment } from './tensorflow-environment.js';

const PACKAGE = '@tensorflow/tfjs-node-gpu';
export const TENSORFLOW_BACKEND = 'tensorflow';

export class EngineUnavailable extends Error {
  override name = 'EngineUnavailable';
}

/** What newer releases of Node lack or are about to remove, and tfjs-node calls. */
interface FormerUtilities {
  isNullOrUndefined?(value: unknown): boolean;
  isArray?(value: unknown): boolean;
}

/**
 * Registers the backend and says what it computes on. The number of threads is that of the first call in a process.
 * @throws EngineUnavailable where the package or its library does not load.
 */
export async function loadTensorflow(threads: number): Promise<'cpu' | 'cuda'> {
  const require = createRequire(import.meta.url);
  const util: FormerUtilities = require('node:util');
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  prepareTensorflowEnvironment(threads);
  try {
    require(PACKAGE);
  } catch (error) {
    const why = (error as Error).message.split('\n')[0]!.replace(/[.\s]+$/, '');
    throw new EngineUnavailable(`${PACKAGE} does not load: ${why}; "npm run setup:tensorflow" builds its addon`);
  }
  if (!(await tf.setBackend(TENSORFLOW_BACKEND))) {
    throw new EngineUnavailable(`${PACKAGE} loads, but its backend does not start`);
  }
  const { isUsingGpuDevice } = tf.backend() as tf.KernelBackend & { isUsingGpuDevice: boolean };
  return isUsingGpuDevice ? 'cuda' : 'cpu';
}
