import { handlers } from './handlers/index.js';
import { serveTask } from './serve-task.js';

/** The entry of a worker: forked by a trainer, it does one task and ends. */
await serveTask(handlers);
