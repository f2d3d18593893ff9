/** What `npm run bench:step` takes: one fine-tuning step of some size, and what to do with it. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { checkOptions, readArguments } from './command-line.js';

export const STEP_USAGE = `npm run bench:step -- [LAYERS HIDDEN BATCH SEQ [STEPS]] [options]
  LAYERS HIDDEN BATCH SEQ    12 768 8 128 by default, 12 768 4 256 for gpt2; heads are 64 wide
  STEPS                      timed steps of a run, after three that are not; 8 by default
  --model bert|gpt2          a classifier with two classes, or a causal language model
  --method full|lora|head    what is trained; LoRA has rank 8 on the layers that are usual
  --all-tokens               computes all tokens in the last layer, not only the one that the classifier reads
  --dropout RATE             0.1 by default
  --threads N                all cores by default
  --products                 times the step's matrix products alone beside it
  --peer "COMMAND"           times the same step by another program beside it; may be given several times
  --rounds N                 runs of each, in turn; 3 by default where there is something to compare with, else 1
  --profile                  instead of all that, prints where the time of the step goes`;

const size = z.coerce.number().int().positive();

export const StepOptions = z
  .object({
    model: z.enum(['bert', 'gpt2']),
    method: z.enum(['full', 'lora', 'head']),
    layers: size,
    hidden: size.multipleOf(64),
    batch: size,
    seq: size.max(1024),
    steps: size,
    dropout: z.coerce.number().min(0).lt(1),
    threads: size,
    allTokens: z.boolean(),
  })
  .refine(({ model, method, allTokens }) => model === 'bert' || (method === 'full' && !allTokens), {
    message: 'gpt2 learns to predict every token, with --method full alone and without --all-tokens',
  })
  .refine(({ model, seq }) => model === 'gpt2' || seq <= 512, { path: ['seq'], message: 'a bert takes 512 tokens' });
export type StepOptions = z.infer<typeof StepOptions>;

const BenchOptions = z.object({
  step: StepOptions,
  products: z.boolean(),
  peers: z.array(z.string().min(1)),
  rounds: size,
  profile: z.boolean(),
});
export type BenchOptions = z.infer<typeof BenchOptions>;

const ARGUMENTS = {
  allowPositionals: true,
  options: {
    model: { type: 'string', default: 'bert' },
    method: { type: 'string', default: 'full' },
    'all-tokens': { type: 'boolean', default: false },
    dropout: { type: 'string', default: '0.1' },
    threads: { type: 'string', default: String(availableParallelism()) },
    products: { type: 'boolean', default: false },
    peer: { type: 'string', multiple: true, default: [] as string[] },
    rounds: { type: 'string' },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
} as const;

/** @throws InputError saying which option is wrong. */
export function parseBenchOptions(argv: readonly string[]): BenchOptions | 'help' {
  const { values, positionals } = readArguments({ ...ARGUMENTS, args: [...argv] }, STEP_USAGE);
  if (values.help) return 'help';
  const { model, method, dropout, threads, products, peer: peers, profile } = values;
  const usual = model === 'gpt2' ? [12, 768, 4, 256, 8] : [12, 768, 8, 128, 8];
  const [layers, hidden, batch, seq, steps] = usual.map((value, i) => positionals[i] ?? value);
  const compared = products || peers.length > 0;
  return checkOptions(
    BenchOptions,
    {
      step: { model, method, layers, hidden, batch, seq, steps, dropout, threads, allTokens: values['all-tokens'] },
      products,
      peers,
      rounds: values.rounds ?? (compared ? 3 : 1),
      profile,
    },
    STEP_USAGE,
  );
}

/** How a peer is asked for the same step. */
export function peerArguments(options: StepOptions): string[] {
  const { allTokens: _, ...sizes } = options;
  return [...Object.entries(sizes).flatMap(([name, value]) => [`--${name}`, String(value)]), '--json'];
}
