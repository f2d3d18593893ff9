import { baseModelCard, tokensSeen } from '../../../src/bin/pretrain/base-model-card.js';
import { MINI_EN, PRETRAINING } from '../../../src/bin/pretrain/mini-en.js';

const [first, second] = PRETRAINING.stages;
const tokensOf = ({ rows, length }: { rows: number; length: number }) => rows * length;

describe("the base model's card", () => {
  it('counts the tokens of every batch, whatever its stage', () => {
    expect(tokensSeen(10)).toBe(10 * tokensOf(first!.shapes[0]!));
    const all = first!.until * tokensOf(first!.shapes[0]!) + 5 * tokensOf(second!.shapes[0]!);
    expect(tokensSeen(first!.until + 5)).toBe(all);
  });

  it('shows the loss over time, from the first evaluation to the last', () => {
    const log = Array.from({ length: 40 }, (_, i) => ({ step: (i + 1) * 1000, heldOutLoss: 6 - i / 20 }));
    const card = baseModelCard({ config: MINI_EN, parameters: 5_413_440, steps: 40_000, log });
    const rows = card.split('\n').filter((line) => /^\| [\d,]+ \|/.test(line));
    expect(rows).toHaveLength(12);
    expect(rows[0]).toContain('| 1,000 |');
    expect(rows.at(-1)).toContain('| 40,000 |');
    expect(card).toContain('at the end 4.050');
  });
});
