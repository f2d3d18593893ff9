/**
 * Another engine than the default one for the tests that compute or start the service, as `TEMPER_DEVICE` names it:
 * `TEST_ENGINE=eager-tensorflow npm test -- tests/ml`.
 */
export const TEST_ENGINE = process.env.TEST_ENGINE || undefined;
