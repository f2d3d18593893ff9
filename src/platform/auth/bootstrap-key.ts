import pg from 'pg';
import { newId } from '../ids.js';
import { DEFAULT_PROJECT_ID } from '../project.js';
import { formatKey, hashSecret, matchesHash, newSecret, type PresentedKey, parseKey, publicIdOf } from './secret.js';

/** Lets of several processes that boot on an empty database only one make the key. */
const BOOTSTRAP_LOCK = Buffer.from('temper\0b').readBigInt64BE();

/**
 * Sees to it that there is an admin key: the given one, or, in a database that has never had any, a new one, which is
 * returned to be shown once. A given key that has been revoked stays revoked.
 */
export async function ensureBootstrapKey(databaseUrl: string, given: string | null): Promise<string | null> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'temper bootstrap' });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [BOOTSTRAP_LOCK]);
    const made = given ? await ensureGiven(client, given) : await makeFirst(client);
    await client.query('COMMIT');
    return made;
  } finally {
    await client.end();
  }
}

async function ensureGiven(client: pg.Client, given: string): Promise<null> {
  const key = parseKey(given)!;
  const { rows } = await client.query('SELECT secret_hash FROM api_keys WHERE public_id = $1', [key.publicId]);
  if (rows.length === 0) await insert(client, newId('key'), key);
  else if (!matchesHash(key.secret, rows[0].secret_hash)) {
    throw new Error(
      `TEMPER_BOOTSTRAP_KEY: key ${key.publicId} exists with another secret. Give that one, or a key with another id.`,
    );
  }
  return null;
}

async function makeFirst(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query('SELECT 1 FROM api_keys LIMIT 1');
  if (rows.length > 0) return null;
  const id = newId('key');
  const key = { publicId: publicIdOf(id), secret: newSecret() };
  await insert(client, id, key);
  return formatKey(key);
}

async function insert(client: pg.Client, id: string, { publicId, secret }: PresentedKey): Promise<void> {
  await client.query(
    `INSERT INTO api_keys (id, project_id, public_id, name, scopes, secret_hash)
     VALUES ($1, $2, $3, 'bootstrap', '{admin}', $4)`,
    [id, DEFAULT_PROJECT_ID, publicId, hashSecret(secret)],
  );
}
