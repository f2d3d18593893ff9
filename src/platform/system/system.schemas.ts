import { z } from 'zod';
import { ROLES } from '../config/config.js';

export const EngineView = z
  .object({
    name: z.string().describe("The engine's name, as `TEMPER_DEVICE` takes it"),
    device: z.string().describe('What it computes on: `cpu`, `cuda`, `webgpu`'),
    available: z.boolean().describe('Whether it loads on this machine'),
    reason: z.string().nullable().describe('Why it does not load; null where it does'),
  })
  .meta({ id: 'Engine' });
export type EngineView = z.infer<typeof EngineView>;

export const SystemView = z
  .object({
    version: z.string().describe("Temper's version"),
    roles: z.array(z.enum(ROLES)).describe('What this process is'),
    engine: z.string().nullable().describe('The engine that models run on here; null while there is none'),
    engines: z.array(EngineView).describe('All engines this build knows'),
  })
  .meta({ id: 'System' });
export type SystemView = z.infer<typeof SystemView>;

export const HealthView = z
  .object({
    status: z.enum(['ok', 'unavailable']).describe('`ok`, or `unavailable` when one of the checks fails'),
    checks: z.record(z.string(), z.string()).describe('Each check by name: `ok`, or what is wrong'),
  })
  .meta({ id: 'Health' });
export type HealthView = z.infer<typeof HealthView>;
