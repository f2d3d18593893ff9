import { Invalid } from '../platform/errors/problem.js';

/** Records of deployments make examples for some data sets and not for others. */
export class SourceOfOtherTask extends Invalid {
  constructor(type: string, expected: string, found: string, why = '') {
    const message = `${type} makes examples for data sets with the task ${expected}; this one's is ${found}.${why}`;
    super('source-of-other-task', message, { errors: [{ path: 'source.type', message }] });
  }
}
