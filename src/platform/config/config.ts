import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { DEVICES } from '../../ml/engine/devices.js';

/**
 * The environment, read once and frozen. Nothing else in `src` looks at `process.env`: what a process may be told is
 * this file, and a value that cannot be used stops the boot with the variable's name.
 */
/** Injection token: `@Inject(CONFIG) private readonly config: Config`. */
export const CONFIG = Symbol('CONFIG');

export const ROLES = ['api', 'trainer', 'server'] as const;
export type Role = (typeof ROLES)[number];

export interface FileStorage {
  readonly folder: string;
}

export interface Config {
  /** Absolute path of the data folder. */
  readonly home: string;
  readonly host: string;
  /** 0 asks the operating system for a free one. */
  readonly port: number;
  readonly roles: readonly Role[];
  /** null: the embedded PostgreSQL under `home`. */
  readonly databaseUrl: string | null;
  readonly storage: FileStorage;
  readonly bootstrapKey: string | null;
  /** `auto`, `cpu`, `cuda`, `webgpu`, or an engine's name. */
  readonly device: string;
  /** Tasks that this process's trainer runs at once. */
  readonly trainers: number;
  /** Threads one engine may use. */
  readonly threads: number;
  readonly importDir: string | null;
  /** Address at which other machines reach this process's server role. */
  readonly advertise: string | null;
  /** Where base models are downloaded from. The token is for that host alone, and for no log, error or record. */
  readonly huggingFace: { readonly endpoint: string; readonly token: string | null };
  readonly logLevel: string;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** `tk_<id>_<secret of 32 or more>`: one pattern for the bootstrap key and for every key that is presented. */
export const API_KEY_PATTERN = /^tk_([A-Za-z0-9]{1,64})_([A-Za-z0-9_-]{32,256})$/;

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `expected a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.number().min(min, `expected at least ${min}`).max(max, `expected at most ${max}`));

const url = (protocols: string[], example: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `expected a URL such as ${example}`,
  });

/** The Hub, or a mirror of it, perhaps below a path: without a slash at the end, so that paths can be put behind it. */
const HubEndpoint = url(['http:', 'https:'], 'https://huggingface.co')
  .refine((value) => /^https?:\/\/[^/?#@]+(\/[^?#@]*)?$/i.test(value), {
    message: 'expected a URL without user, password, query or fragment; a token goes into HF_TOKEN',
  })
  .transform((value) => value.replace(/\/+$/, ''));

const Roles = z.string().transform((value, context): Role[] => {
  const names = value.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !ROLES.includes(name as Role));
  if (unknown.length > 0) {
    context.addIssue({
      code: 'custom',
      message: `expected a list of ${ROLES.join(', ')}; found "${unknown.join(', ')}"`,
    });
    return z.NEVER;
  }
  return ROLES.filter((role) => names.includes(role));
});

const Storage = z.string().transform((value, context): FileStorage => {
  if (value.startsWith('file:') && value.length > 'file:'.length) {
    return { folder: resolve(value.slice('file:'.length).replace(/^\/\/(?=\/)/, '')) };
  }
  const message = value.startsWith('s3:')
    ? 'S3 object stores are not supported yet: use file:<folder>, on a shared file system where several machines take part'
    : 'expected file:<folder>';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const Environment = z.object({
  TEMPER_HOME: z.string().default('.temper'),
  TEMPER_HOST: z.string().default('127.0.0.1'),
  TEMPER_PORT: wholeNumber(0, 65_535).default(3000),
  TEMPER_ROLES: Roles.default([...ROLES]),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/temper').optional(),
  TEMPER_STORAGE: Storage.optional(),
  TEMPER_BOOTSTRAP_KEY: z
    .string()
    .regex(API_KEY_PATTERN, 'expected tk_<id>_<secret of 32 or more letters, digits, _ or ->')
    .optional(),
  TEMPER_DEVICE: z
    .enum(DEVICES, { error: ({ input }) => `expected one of ${DEVICES.join(', ')}; found "${input}"` })
    .default('auto'),
  TEMPER_TRAINERS: wholeNumber(1, 64).default(1),
  TEMPER_THREADS: wholeNumber(1, 1024).optional(),
  TEMPER_IMPORT_DIR: z.string().optional(),
  TEMPER_ADVERTISE: url(['http:', 'https:'], 'http://10.0.0.7:3000').optional(),
  HF_ENDPOINT: HubEndpoint.default('https://huggingface.co'),
  // Checked here, because a header that can't be sent would be named in an error with all that is in it.
  HF_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'expected a token without spaces or line ends, such as hf_…')
    .optional(),
  TEMPER_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** An empty variable counts as one that is not set, as shells and compose files mean it. */
function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

/** Variables with our prefix that nothing reads: most often a typing error, worth a warning. */
export function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).filter((name) => name.startsWith('TEMPER_') && !(name in Environment.shape));
}

export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(lines.join('\n'));
  }
  const values = parsed.data;
  const home = resolve(values.TEMPER_HOME);
  return Object.freeze<Config>({
    home,
    host: values.TEMPER_HOST,
    port: values.TEMPER_PORT,
    roles: Object.freeze(values.TEMPER_ROLES),
    databaseUrl: values.DATABASE_URL ?? null,
    storage: Object.freeze(values.TEMPER_STORAGE ?? { folder: resolve(home, 'objects') }),
    bootstrapKey: values.TEMPER_BOOTSTRAP_KEY ?? null,
    device: values.TEMPER_DEVICE,
    trainers: values.TEMPER_TRAINERS,
    threads: values.TEMPER_THREADS ?? availableParallelism(),
    importDir: values.TEMPER_IMPORT_DIR ? resolve(values.TEMPER_IMPORT_DIR) : null,
    advertise: values.TEMPER_ADVERTISE ?? null,
    huggingFace: Object.freeze({ endpoint: values.HF_ENDPOINT, token: values.HF_TOKEN ?? null }),
    logLevel: values.TEMPER_LOG_LEVEL,
  });
}
