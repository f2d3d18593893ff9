/** How the mail is split, in the demo and in its benchmark: more than 1,000 mails to test on, and enough to calibrate on. */
export const MAIL_SHARES = { train: 0.5, validation: 0.2, test: 0.3 } as const;
