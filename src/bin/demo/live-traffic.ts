import { Random } from '../../ml/random.js';
import type { MailExample } from './mail.js';

/**
 * Sets `share` of the mails aside as live traffic, whole groups only, so that nothing the model is trained on resembles it.
 * Groups are taken in an order that depends on the seed, as long as no label gets more than its share.
 */
export function splitOffLive(
  examples: readonly MailExample[],
  share: number,
  seed: number,
): { history: MailExample[]; live: MailExample[] } {
  const groups = [...Map.groupBy(examples, (example) => example.group).values()];
  const room = new Map<string, number>();
  for (const { label } of examples) room.set(label, (room.get(label) ?? 0) + share);

  const live = new Set<string>();
  for (const group of new Random(seed).shuffle(groups)) {
    const needed = Map.groupBy(group, (example) => example.label);
    if ([...needed].some(([label, mails]) => mails.length > room.get(label)!)) continue;
    for (const [label, mails] of needed) room.set(label, room.get(label)! - mails.length);
    live.add(group[0]!.group);
  }
  return {
    history: examples.filter((example) => !live.has(example.group)),
    live: examples.filter((example) => live.has(example.group)),
  };
}
