import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type TemperClient } from '../../src/bin/client.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { startProcess, type TemperProcess } from './process.js';

export interface TestApp {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** The admin key, whole. */
  readonly key: string;
  readonly home: string;
  /** Typed, and with the admin key. */
  readonly client: TemperClient;
  readonly database: TestDatabase;
  readonly process: TemperProcess;
  /** A request that no typed client would send. JSON bodies are encoded; a header set to null is left out. */
  fetch(path: string, options?: RawRequest): Promise<Response>;
  stop(): Promise<void>;
}

export interface RawRequest {
  method?: string;
  headers?: Record<string, string | null>;
  body?: unknown;
}

const ADMIN_KEY = `tk_admin_${'0123456789abcdef'.repeat(2)}`;

/** The real service in a process of its own, over HTTP, on a database and a folder of its own. */
export async function startApp(env: Record<string, string> = {}): Promise<TestApp> {
  const home = await mkdtemp(join(tmpdir(), 'temper-app-'));
  const database = await createTestDatabase();
  const temper = startProcess({
    TEMPER_HOME: home,
    TEMPER_PORT: '0',
    TEMPER_BOOTSTRAP_KEY: ADMIN_KEY,
    DATABASE_URL: database.url,
    ...env,
  });
  const url = /listens on (\S+)/.exec(await temper.waitFor(/listens on \S+\n/))![1]!;
  return {
    url,
    key: ADMIN_KEY,
    home,
    client: createClient(url, ADMIN_KEY),
    database,
    process: temper,
    fetch: (path, options) => rawFetch(`${url}${path}`, options),
    stop: async () => {
      temper.child.kill('SIGTERM');
      await temper.ended;
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function rawFetch(url: string, { method, headers = {}, body }: RawRequest = {}): Promise<Response> {
  const raw = body === undefined || typeof body === 'string' || body instanceof FormData;
  const all = {
    authorization: `Bearer ${ADMIN_KEY}`,
    ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  return fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: given,
    body: raw ? (body as string | FormData | undefined) : JSON.stringify(body),
  });
}
