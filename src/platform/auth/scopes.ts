import { z } from 'zod';

/** What a key may do. `admin` may do everything; the others only what they say. */
export const SCOPES = ['read', 'write', 'predict', 'feedback', 'admin'] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;

export function allows(granted: readonly Scope[], needed: Scope): boolean {
  return granted.includes(needed) || granted.includes('admin');
}
