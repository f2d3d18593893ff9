/** What `npm run bench:generate` takes: how much a causal language model reads and writes, and what to compare it with. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { checkOptions, readArguments } from './command-line.js';

export const GENERATE_USAGE = `npm run bench:generate -- [LAYERS HIDDEN BATCH PROMPT TOKENS [RUNS]] [options]
  LAYERS HIDDEN              12 768 by default; heads are 64 wide
  BATCH PROMPT TOKENS        texts written at once, tokens of the longest prompt, tokens written: 4 128 64 by default
  RUNS                       timed runs in a process, after one that is not; 3 by default
  --model gpt2|llama         weights are random
  --threads N                all cores by default
  --cached-only              leaves out the arm that computes the whole text for each token
  --peer "COMMAND"           times the same by another program beside it; may be given several times
  --rounds N                 runs of each, in turn; 3 by default`;

const size = z.coerce.number().int().positive();
/** What the synthetic models can take. */
const LONGEST = 1024;

export const GenerateOptions = z
  .object({
    model: z.enum(['gpt2', 'llama']),
    layers: size,
    hidden: size.multipleOf(64),
    batch: size,
    prompt: size,
    tokens: size,
    runs: size,
    threads: size,
  })
  .refine(({ prompt, tokens }) => prompt + tokens <= LONGEST, {
    path: ['tokens'],
    message: `prompt and tokens are ${LONGEST} at most, together`,
  });
export type GenerateOptions = z.infer<typeof GenerateOptions>;

const GenerateBench = z.object({
  generate: GenerateOptions,
  cachedOnly: z.boolean(),
  peers: z.array(z.string().min(1)),
  rounds: size,
});
export type GenerateBench = z.infer<typeof GenerateBench>;

const ARGUMENTS = {
  allowPositionals: true,
  options: {
    model: { type: 'string', default: 'gpt2' },
    threads: { type: 'string', default: String(availableParallelism()) },
    'cached-only': { type: 'boolean', default: false },
    peer: { type: 'string', multiple: true, default: [] as string[] },
    rounds: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
} as const;

/** @throws InputError saying which option is wrong. */
export function parseGenerateOptions(argv: readonly string[]): GenerateBench | 'help' {
  const { values, positionals } = readArguments({ ...ARGUMENTS, args: [...argv] }, GENERATE_USAGE);
  if (values.help) return 'help';
  const { model, threads, rounds, peer: peers, 'cached-only': cachedOnly } = values;
  const [layers, hidden, batch, prompt, tokens, runs] = [12, 768, 4, 128, 64, 3].map(
    (usual, i) => positionals[i] ?? usual,
  );
  const generate = { model, layers, hidden, batch, prompt, tokens, runs, threads };
  return checkOptions(GenerateBench, { generate, cachedOnly, peers, rounds }, GENERATE_USAGE);
}

/** How a peer is asked for the same. */
export const generateArguments = (options: GenerateOptions): string[] => [
  ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
  '--json',
];
