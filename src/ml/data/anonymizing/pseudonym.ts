import { createHmac } from 'node:crypto';
import type { Entity } from './entities.js';

/** Of the 64 hexadecimal digits of the HMAC: 48 bits, so that two of a million values are the same once in 500 data sets. */
const DIGITS = 12;
const OWN = /^person-[0-9a-f]{12}@example\.com$/;

/** What takes the place of all of a kind. */
export function maskOf(entity: Entity): string {
  return `[${NAMES[entity]}]`;
}

/** What takes the place of this one: always the same with the same key, and worth nothing without it. */
export function pseudonymOf(entity: Entity, value: string, key: Buffer): string {
  const digits = createHmac('sha256', key).update(`${entity}\0${value}`).digest('hex').slice(0, DIGITS);
  return entity === 'email' ? `person-${digits}@example.com` : `[${NAMES[entity]}-${digits}]`;
}

/** Whether an address is one of ours, so that rows which are taken in again keep theirs. */
export function isPseudonym(email: string): boolean {
  return OWN.test(email);
}

const NAMES: Readonly<Record<Entity, string>> = {
  secret: 'SECRET',
  'url-credentials': 'CREDENTIALS',
  email: 'EMAIL',
  iban: 'IBAN',
  card: 'CARD',
  'national-id': 'NATIONAL_ID',
  mac: 'MAC',
  ip: 'IP',
  phone: 'PHONE',
  person: 'PERSON',
};
