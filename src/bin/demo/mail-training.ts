// How the mail is split and trained on, in the demo and in its benchmark.

/** More than 1,000 mails to test on, and enough to calibrate on. */
export const MAIL_SHARES = { train: 0.5, validation: 0.2, test: 0.3 } as const;

/**
 * What is not left to "auto", which would take twice the passes and a third more tokens of each mail: a demo has minutes. In
 * smaller batches two passes are as many steps. The calibration mends how sure a model is, so that early stopping looks at
 * what it gets right.
 */
export const MAIL_HYPERPARAMETERS = {
  maxLength: 192,
  epochs: 2,
  batchSize: 16,
  learningRate: 3e-4,
  earlyStopping: { metric: 'macroF1', patience: 3, minDelta: 0 },
} as const;
