import { type DestinationStream, type Logger, pino } from 'pino';

export const LOGGER = Symbol('LOGGER');

/** What may never reach a log, wherever it stands in what is logged. */
const SECRETS = ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.secret', '*.token', 'databaseUrl'];

/** One line of JSON an event, on stderr: stdout is for people. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    { level, redact: { paths: SECRETS, censor: '[secret]' }, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
}
