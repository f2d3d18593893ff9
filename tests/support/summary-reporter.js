import { writeSync } from 'node:fs';

/**
 * Ends a run with one line that programs can read: `N passed, N failed`. A file that did not even load counts as one
 * failure. Written as the process exits, after Jest's own summary.
 */
export default class SummaryReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const line = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`;
    process.once('exit', () => writeSync(1, line));
  }
}
