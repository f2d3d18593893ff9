import { z } from 'zod';
import { Timestamp } from '../http/common.schemas.js';
import { Page } from '../http/pagination.js';
import type { ApiKeyEntity } from './api-key.entity.js';
import { Scope } from './scopes.js';

export const ApiKeyId = z.string().describe('Id of the key, `key_…`');

export const ApiKeyCreate = z
  .strictObject({
    name: z.string().trim().min(1).max(200).describe('What the key is for, to tell it from others'),
    scopes: z
      .array(Scope)
      .min(1)
      .transform((scopes) => [...new Set(scopes)])
      .describe('What the key may do; `admin` may do everything'),
    expiresAt: Timestamp.optional().describe('From when on the key is refused; never, by default'),
  })
  .meta({ id: 'ApiKeyCreate' });
export type ApiKeyCreate = z.infer<typeof ApiKeyCreate>;

const fields = {
  id: ApiKeyId,
  name: z.string().describe('What the key is for'),
  scopes: z.array(Scope).describe('What the key may do'),
  createdAt: Timestamp.describe('When the key was made'),
  expiresAt: Timestamp.nullable().describe('From when on it is refused; null: never'),
  lastUsedAt: Timestamp.nullable().describe('When it was last used, to the minute; null: not yet'),
};
export const ApiKeyView = z.object(fields).meta({ id: 'ApiKey' });
export type ApiKeyView = z.infer<typeof ApiKeyView>;

export const ApiKeyCreated = z
  .object({ ...fields, key: z.string().describe('The whole key, `tk_…`. Shown this once: only a hash of it is kept') })
  .meta({ id: 'ApiKeyCreated' });
export type ApiKeyCreated = z.infer<typeof ApiKeyCreated>;

export const ApiKeyPage = Page(ApiKeyView).meta({ id: 'ApiKeyPage' });

export function toApiKeyView(key: ApiKeyEntity): ApiKeyView {
  return {
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
