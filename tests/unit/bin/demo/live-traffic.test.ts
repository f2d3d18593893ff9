import { splitOffLive } from '../../../../src/bin/demo/live-traffic.js';
import type { MailExample } from '../../../../src/bin/demo/mail.js';

const EXAMPLES: MailExample[] = Array.from({ length: 1_000 }, (_, i) => ({
  text: `mail ${i}`,
  label: i % 10 < 3 ? 'spam' : 'ham',
  group: `group ${Math.floor(Math.sqrt(i * 40))}`,
  metadata: { source: `${i}` },
}));

describe('splitOffLive', () => {
  const { history, live } = splitOffLive(EXAMPLES, 0.2, 3);

  it('gives each mail to one side, and each group whole', () => {
    expect(history.length + live.length).toBe(EXAMPLES.length);
    const groups = new Set(live.map((example) => example.group));
    expect(history.some((example) => groups.has(example.group))).toBe(false);
  });

  it('takes about its share of each label, never more', () => {
    for (const label of ['ham', 'spam']) {
      const share =
        live.filter((example) => example.label === label).length /
        EXAMPLES.filter((example) => example.label === label).length;
      expect(share).toBeLessThanOrEqual(0.2);
      expect(share).toBeGreaterThan(0.18);
    }
  });

  it('depends on the seed alone', () => {
    expect(splitOffLive(EXAMPLES, 0.2, 3).live).toEqual(live);
    expect(splitOffLive(EXAMPLES, 0.2, 4).live).not.toEqual(live);
  });
});
