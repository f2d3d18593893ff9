import { Classifier } from '../ml/inference/classifier.js';
import { serveModel } from './serve-model.js';

/** The entry of a process that holds one deployed model: forked by a server. */
await serveModel((folder, options) => Classifier.load(folder, options));
