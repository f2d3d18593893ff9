import type { TaskHandlers } from '../task-handler.js';

/** Every kind of task this build can do. */
export const handlers: TaskHandlers = {
  dataset: async () => (await import('./dataset.js')).dataset,
  'inspect-files': async () => (await import('./inspect-files.js')).inspectFilesOnly,
  import: async () => (await import('./import.js')).importModel,
  evaluate: async () => (await import('./evaluate.js')).evaluate,
  compare: async () => (await import('./compare.js')).compare,
  'fine-tune': async () => (await import('./fine-tune/fine-tune.js')).fineTune,
};
