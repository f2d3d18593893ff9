import { serveTask } from '../../../dist/worker/serve-task.js';
import { handlers } from './handlers.js';

/** A worker as the real entry makes it, with handlers that do what tests of the runner need. */
await serveTask(handlers);
