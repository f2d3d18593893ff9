import { barPlot } from '../../../src/ml/evaluation/plots/bar-plot.js';
import { histogramPlot } from '../../../src/ml/evaluation/plots/histogram-plot.js';
import { foreign, sourceOf, tag } from '../../../src/ml/pages/markup.js';
import { renderPage } from '../../../src/ml/pages/page.js';
import { anything, figure, table } from '../../../src/ml/pages/parts.js';
import { faultsOf, reachesOf } from '../../support/well-formed.js';

const HOSTILE = '"></td></style><script>alert(1)</script><img src=x onerror=alert(2)> \u0000\u202e&amp;';

const pageOf = (content: Parameters<typeof renderPage>[0]['sections'][number]['content']) =>
  renderPage({ title: HOSTILE, facts: [[HOSTILE, HOSTILE]], sections: [{ id: 'a', heading: HOSTILE, content }] });

const bars = (names: readonly string[]) => ({
  title: 'Bars',
  description: 'What they show',
  series: ['train', 'test'],
  groups: names.map((name, i) => ({
    name,
    bars: [i, 2 * i].map((value) => ({ value, label: String(value), hint: `${name} ${value}` })),
  })),
});

describe('a page', () => {
  it('is well-formed and reaches nothing, whatever stands in it', () => {
    const html = pageOf([
      table(HOSTILE, [{ heading: HOSTILE }, { heading: 'n', kind: 'number' }], [[foreign(HOSTILE), 1]]),
      figure('bars', (frame) => barPlot(bars([HOSTILE, 'b']), frame)),
      figure('more', (frame) => barPlot(bars([HOSTILE, 'b']), frame)),
      anything({ [HOSTILE]: [HOSTILE, { deep: { deeper: { deepest: { last: HOSTILE } } } }, null, []] }),
    ]);
    expect(faultsOf(html)).toEqual([]);
    expect(reachesOf(html.replaceAll(/&lt;(script|img src=x onerror)/g, ''))).toEqual([]);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/NaN|undefined/);
    expect(html).not.toContain('\u0000');
  });

  it('has a language, a title, one main heading and headings that its contents link to', () => {
    const html = pageOf('text');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en"><head>/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain('<a href="#a">');
  });

  it('escapes text and never markup twice', () => {
    expect(sourceOf(tag('p', { title: '"<' }, '<b>', tag('br', {}), null, [1, '&']))).toBe(
      '<p title="&quot;&lt;">&lt;b&gt;<br>1&amp;</p>',
    );
  });

  it('shows any value, within bounds', () => {
    const shown = sourceOf(anything({ masked: { email: 12 }, many: Array.from({ length: 60 }, (_, i) => i) }));
    expect(shown).toContain('<dt><bdi>email</bdi></dt><dd><bdi>12</bdi></dd>');
    expect(shown).toContain('and 10 more');
    const rows = sourceOf(
      anything([
        { step: 'html', before: '<b>', after: null },
        { step: 'html', line: 7 },
      ]),
    );
    expect(rows.match(/<th scope="col"/g)).toHaveLength(4);
    expect(rows).toContain('<bdi>&lt;b&gt;</bdi>');
    expect(sourceOf(anything('x'.repeat(10_000))).length).toBeLessThan(600);
  });
});

describe('the plots of a page', () => {
  it('draw every bar with what it means', () => {
    const svg = barPlot(bars(['a', 'b', 'c']));
    expect(faultsOf(svg)).toEqual([]);
    expect(svg.match(/<rect class="(first|second)"[^>]*height="9"/g)).toHaveLength(6);
    expect(svg).toContain('<title>c 4</title>');
    expect(barPlot({ ...bars(['a']), series: ['rows'] })).not.toMatch(/NaN|Infinity/);
  });

  it('draw a histogram with its limits, and leave out those beyond it', () => {
    const bins = [
      { from: 0, to: 9, rows: 5 },
      { from: 10, to: 19, rows: 20 },
      { from: 20, to: null, rows: 1 },
    ];
    const marks = [
      { at: 15, name: 'near' },
      { at: 512, name: 'far' },
    ];
    const svg = histogramPlot({ title: 'Lengths', axis: 'tokens', bins, marks });
    expect(faultsOf(svg)).toEqual([]);
    expect(svg).toContain('26 rows in 3 bins; most, 20, have 10 to 19 tokens.');
    expect(svg).toContain('>near</text>');
    expect(svg).not.toContain('>far</text>');
    expect(svg).toContain('1 rows of 20 or more tokens');
    expect(histogramPlot({ title: 'None', axis: 'tokens', bins: [], marks })).not.toMatch(/NaN|Infinity|undefined/);
  });
});
