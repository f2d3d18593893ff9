/** Tests run as ES modules through swc; `tests/support/jest-environment.js` says why the environment is our own. */
const shared = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  testEnvironment: '<rootDir>/tests/support/jest-environment.js',
  modulePathIgnorePatterns: ['<rootDir>/dist'],
};

/** Only the second project starts a PostgreSQL, so that pure tests alone run without one. */
export default {
  // Other engines load for seconds, in every worker, and compute more slowly than the default one.
  testTimeout: process.env.TEST_ENGINE ? 300_000 : 30_000,
  // Jest would leave one core to itself, and of two that is half: the tests then run one file after the other.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/tests/support/sequencer.js',
  reporters: ['default', '<rootDir>/tests/support/summary-reporter.js'],
  projects: [
    {
      ...shared,
      displayName: 'pure',
      testMatch: ['<rootDir>/tests/{unit,ml,architecture,bench}/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'service',
      testMatch: ['<rootDir>/tests/{integration,e2e}/**/*.test.ts'],
      globalSetup: '<rootDir>/tests/support/start-postgres.js',
      globalTeardown: '<rootDir>/tests/support/stop-postgres.js',
    },
  ],
};
