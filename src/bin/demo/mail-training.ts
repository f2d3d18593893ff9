// How the mail is split and trained on, in the demo and in its benchmark.

/** More than 1,000 mails to test on, and enough to calibrate on. */
export const MAIL_SHARES = { train: 0.5, validation: 0.2, test: 0.3 } as const;

/** What is not "auto": mail is told by its beginning, and half the length is done in less than half the time. */
export const MAIL_HYPERPARAMETERS = { maxLength: 128 } as const;
