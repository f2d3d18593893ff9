import type { ResolvedCleaning } from '../../../../../src/ml/data/cleaning/cleaning-options.js';
import { applyStep, loadTextSteps, type Marked } from '../../../../../src/ml/data/cleaning/text-step.js';

/** What is marked with [ and ] in the text, before and after the steps. */
async function cleaned(picture: string, steps: Partial<ResolvedCleaning>): Promise<string> {
  const spans: { start: number; end: number; label: string }[] = [];
  let text = '';
  for (const character of picture) {
    if (character === '[') spans.push({ start: text.length, end: -1, label: 'X' });
    else if (character === ']') spans.at(-1)!.end = text.length;
    else text += character;
  }
  let marked: Marked = { text, spans };
  for (const step of await loadTextSteps({ duplicates: 'drop', ...steps })) marked = await applyStep(step, marked);
  let drawn = '';
  let at = 0;
  for (const { start, end } of marked.spans!) {
    drawn += `${marked.text.slice(at, start)}[${marked.text.slice(start, end)}]`;
    at = end;
  }
  return drawn + marked.text.slice(at);
}

describe('spans', () => {
  it.each<[string, string, Partial<ResolvedCleaning>]>([
    ['  [Ann]   lives  in [New   York] ', '[Ann] lives in [New York]', { whitespace: true }],
    ['[cafe\u0301][s]', '[caf\u00e9][s]', { unicode: 'NFC' }],
    ['a [ﬁne] x', 'a [fine] x', { unicode: 'NFKC' }],
    ['[A\u00adnn\u200b] [\u200b]b', '[Ann] b', { controlCharacters: true }],
    ['in [MÃ¼nchen], [donÃ¢â‚¬â„¢t]', 'in [München], [don’t]', { encoding: true }],
    ['[Ann] agrees\n\n> as [Bob] said', '[Ann] agrees', { quotedMail: true }],
    [
      '[Eve]\u00a0 wrote \ufeff[cafÃ©]',
      '[Eve] wrote [café]',
      { encoding: true, controlCharacters: true, whitespace: true },
    ],
  ])('of %j move with the text', async (before, after, steps) => {
    expect(await cleaned(before, steps)).toBe(after);
  });

  it('that start within what is replaced take all of it in', async () => {
    expect(await cleaned('cafe[\u0301]', { unicode: 'NFC' })).toBe('caf[\u00e9]');
  });
});
