/** Tests run as ES modules through swc; `tests/support/jest-environment.js` says why the environment is our own. */
export default {
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  testEnvironment: '<rootDir>/tests/support/jest-environment.js',
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  testTimeout: 30_000,
};
