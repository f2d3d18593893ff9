import type { TaskHandlers } from '../task-handler.js';

/** Every kind of task this build can do. */
export const handlers: TaskHandlers = {
  dataset: async () => (await import('./dataset.js')).dataset,
  'inspect-files': async () => (await import('./inspect-files.js')).inspectFilesOnly,
  import: async () => (await import('./import.js')).importModel,
  evaluate: async () => (await import('./evaluate.js')).evaluate,
  compare: async () => (await import('./compare.js')).compare,
  calibrate: async () => (await import('./calibrate.js')).calibrate,
  'fine-tune': async () => (await import('./fine-tune/fine-tune.js')).fineTune,
  quantize: async () => (await import('./quantize/quantize.js')).quantize,
  distill: async () => (await import('./distill/distill.js')).distill,
  prune: async () => (await import('./prune/prune.js')).prune,
};
