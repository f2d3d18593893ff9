import { setTimeout as delay } from 'node:timers/promises';

/** SQLSTATE classes: connection exception; the server shuts down, crashed or starts; too many connections. */
const SQLSTATE = /^(08|57P0[123]|53300)/;
const SYSTEM = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN)/;
const WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/i;

const RETRY_MS = 1_000;
const GIVE_UP_MS = 300_000;

function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  const known = typeof code === 'string' && (SQLSTATE.test(code) || SYSTEM.test(code));
  return known || WORDS.test(error.message) || (driverError !== undefined && isLostConnection(driverError));
}

/** Does it again while the database is away: a restart of PostgreSQL costs no task its work. */
export async function throughLostConnections<T>(work: () => Promise<T>): Promise<T> {
  const giveUp = Date.now() + GIVE_UP_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLostConnection(error) || Date.now() > giveUp) throw error;
      await delay(RETRY_MS);
    }
  }
}
