/** ONNX Runtime sessions with the settings that training and serving were measured with. */

import type { Graph } from '../../program/graph.js';
import { encodeOnnxModel } from '../../program/onnx-model.js';
import { ort } from './runtime.js';

export interface SessionOptions {
  /** Threads of a session. */
  threads: number;
  /** Start of the name of a file into which ONNX Runtime writes how long each node took, when the session is released. */
  profile?: string | undefined;
}

export function createSession(graph: Graph, { threads, profile }: SessionOptions): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(Buffer.from(encodeOnnxModel(graph)), {
    intraOpNumThreads: threads,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Batches change shape from step to step, which memory patterns assume they do not.
    enableMemPattern: false,
    enableCpuMemArena: true,
    // A session that is not running must not spin: its threads would slow the one that is.
    extra: {
      session: { force_spinning_stop: '1' },
      // A program says itself where an operand is better transposed within the product and where before it.
      optimization: { disable_specified_optimizers: 'MatmulTransposeFusion;GemmTransposeFusion' },
    },
    ...(profile && { enableProfiling: true, profileFilePrefix: profile }),
    logSeverityLevel: 3,
  });
}
