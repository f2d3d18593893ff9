import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { API_KEY_PATTERN } from '../config/config.js';

const SECRET_BYTES = 24;

export interface PresentedKey {
  /** The public part: names the key, proves nothing. */
  publicId: string;
  secret: string;
}

/**
 * A plain SHA-256 is enough here: the secret is 192 random bits, not a password that can be guessed, and it is checked
 * on every request.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function matchesHash(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret), 'hex'), Buffer.from(hash, 'hex'));
}

/** Of a key that the service makes: its id without the prefix. */
export function publicIdOf(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}

export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('hex');
}

/** Takes `tk_<id>_<secret>` apart; null for anything else. */
export function parseKey(token: string): PresentedKey | null {
  const match = API_KEY_PATTERN.exec(token);
  return match ? { publicId: match[1]!, secret: match[2]! } : null;
}

/** The whole key, as its holder presents it. */
export function formatKey({ publicId, secret }: PresentedKey): string {
  return `tk_${publicId}_${secret}`;
}
