import type { Checkpoint } from './checkpoint.js';
import { openCheckpoint } from './sharded-checkpoint.js';
import type { NamedTensor, TensorSpec } from './tensor.js';

/** How layer norms were called before PyTorch had its own; old checkpoints on the Hub still do. */
const LEGACY_NAMES: readonly (readonly [now: RegExp, before: string])[] = [
  [/LayerNorm\.weight$/, 'LayerNorm.gamma'],
  [/LayerNorm\.bias$/, 'LayerNorm.beta'],
];

/**
 * Opens the weights of a model folder under the names its architecture gives them. Like transformers, it also finds them
 * where they were saved without the head's prefix (`BertModel` writes `encoder.…`, `BertForMaskedLM` writes
 * `bert.encoder.…`) or with the old names of layer norms.
 */
export async function openWeights(folder: string, expected: readonly TensorSpec[]): Promise<Checkpoint> {
  const checkpoint = await openCheckpoint(folder);
  const aliases = new Map<string, string>();
  for (const { name } of expected) {
    const found = spellings(name).find((spelling) => checkpoint.tensors.has(spelling));
    if (found !== undefined && found !== name) aliases.set(name, found);
  }
  return aliases.size === 0 ? checkpoint : new RenamedCheckpoint(checkpoint, aliases);
}

class RenamedCheckpoint implements Checkpoint {
  readonly tensors: Checkpoint['tensors'];

  constructor(
    private readonly stored: Checkpoint,
    private readonly aliases: ReadonlyMap<string, string>,
  ) {
    const names = new Map([...aliases].map(([name, spelling]) => [spelling, name]));
    this.tensors = new Map(
      [...stored.tensors].map(([spelling, tensor]) => {
        const name = names.get(spelling) ?? spelling;
        return [name, { ...tensor, name }];
      }),
    );
  }

  async read(name: string): Promise<NamedTensor> {
    return { ...(await this.stored.read(this.aliases.get(name) ?? name)), name };
  }

  close(): Promise<void> {
    return this.stored.close();
  }
}

/** The name itself first. */
function spellings(name: string): string[] {
  const legacy = LEGACY_NAMES.filter(([now]) => now.test(name)).map(([now, before]) => name.replace(now, before));
  const prefixed = [name, ...legacy];
  return [...prefixed, ...prefixed.map(withoutPrefix)];
}

/** `bert.encoder.layer.0…` → `encoder.layer.0…` */
function withoutPrefix(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}
