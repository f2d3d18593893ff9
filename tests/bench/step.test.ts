/** `npm run bench:step` as people call it, on a network so small that it takes seconds. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const SIZES = ['1', '64', '2', '8', '1'];

const bench = async (...options: string[]) =>
  (await execute(process.execPath, ['dist/bin/bench/step.js', ...SIZES, '--threads', '1', ...options])).stdout;

/** The first and second cell of every row of the tables. */
const cells = (markdown: string): Record<string, string> =>
  Object.fromEntries([...markdown.matchAll(/^\| ([^|]*) \| ([^|]*) \|/gm)].map(([, name, value]) => [name, value]));

describe('bench:step', () => {
  it('says where the time of a step goes', async () => {
    const shown = cells(await bench('--profile'));
    const outside = ['optimizer, with clipping', 'dropout masks', "rows of the embedding's gradient"];
    const inside = ['matrix products', 'softmax', 'normalisation', 'GELU, SiLU', 'dropout', 'loss', 'copying'];
    for (const part of [...outside, ...inside]) expect(shown).toHaveProperty(part);
    const others = Object.keys(shown).filter((name) => name.startsWith('other'));
    expect(others.sort()).toEqual(['other: Square', 'other: Sum']);
  }, 60_000);

  it('times the products that its layers have, forward and backward, and a peer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'peer-'));
    const result = { name: 'peer', seconds: 2, best: 1, peakBytes: 1e9 };
    await writeFile(
      join(folder, 'peer.mjs'),
      `console.log(JSON.stringify({ ...${JSON.stringify(result)}, notes: process.argv.slice(-2).join() }));`,
    );
    const peer = `${process.execPath} ${join(folder, 'peer.mjs')} --fused`;
    const shown = await bench('--all-tokens', '--products', '--rounds', '1', '--peer', peer);
    await rm(folder, { recursive: true });
    // Six linear layers and two of the head, each with two gradients; two products of attention, each with two.
    expect(shown).toContain(`${3 * 8 + 3 * 2} products, 0.004`);
    expect(cells(shown).peer).toBe('2.000');
    expect(shown).toContain('--json,--fused');
  }, 60_000);
});
