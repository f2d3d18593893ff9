import * as tf from '@tensorflow/tfjs';

/** Runs `body` and disposes of every tensor it made. Like `tf.tidy`, for results that are not tensors. */
export function scoped<T>(body: () => T): T {
  const engine = tf.engine();
  engine.startScope();
  try {
    return body();
  } finally {
    engine.endScope();
  }
}
