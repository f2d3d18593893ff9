import { fitCalibration } from '../../../../src/ml/calibration/fit-calibration.js';
import { evaluateClassifier } from '../../../../src/ml/evaluation/evaluate-classifier.js';
import { drawConfusionMatrix } from '../../../../src/ml/evaluation/plots/confusion-drawing.js';
import { confusionMatrixPlot } from '../../../../src/ml/evaluation/plots/confusion-matrix-plot.js';
import { reliabilityDiagram } from '../../../../src/ml/evaluation/plots/reliability-diagram.js';
import { drawReliability } from '../../../../src/ml/evaluation/plots/reliability-drawing.js';
import { escapeXml, shorten } from '../../../../src/ml/evaluation/plots/svg.js';
import { REFERENCE_CASES } from './reference-cases.js';

const evaluationOf = (caseNumber: number, labelNames: string[]) => {
  const { logits, labels } = REFERENCE_CASES[caseNumber]!;
  const calibration = fitCalibration('auto', logits, labels, labelNames);
  return evaluateClassifier({ logits, labels, labelNames, calibration, evidence: 'test', seed: 1, resamples: 2 })
    .result;
};
const binary = evaluationOf(0, ['ham', 'spam']);

/** Throws unless every element of the markup is closed in the right order; the text between them has no stray `<`. */
function expectWellFormed(markup: string): void {
  const open: string[] = [];
  for (const [, close, name, self] of markup.matchAll(/<(\/?)([a-zA-Z]+)(?:\s[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (close) expect(open.pop()).toBe(name);
    else if (!self) open.push(name!);
  }
  expect(open).toEqual([]);
  expect(markup.replace(/<\/?[a-zA-Z]+(?:\s[\w:-]+="[^"<]*")*\s*\/?>/g, '')).not.toContain('<');
}

describe('the reliability diagram', () => {
  const { before, after } = binary.calibration;
  const svg = reliabilityDiagram(before, after);

  it('is well-formed, titled and described', () => {
    expectWellFormed(svg);
    expect(svg).toContain('<title id="title">Reliability before and after calibration</title>');
    expect(svg).toContain(`${before.ece.toFixed(4)} before and ${after.ece.toFixed(4)} after calibration`);
  });

  it('has a bar and a mark for every bin that holds examples', () => {
    const held = [...before.bins, ...after.bins].filter((bin) => bin.count > 0).length;
    expect(svg.match(/examples with a top probability/g)).toHaveLength(held);
    // One more mark explains them.
    expect(svg.match(/<circle class="mark"/g)).toHaveLength(held + 1);
  });

  it('holds no number that a renderer cannot read', () => {
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});

describe('the confusion matrix plot', () => {
  it('shows every count and what it means', () => {
    const svg = confusionMatrixPlot(binary.confusionMatrix);
    expectWellFormed(svg);
    for (const count of binary.confusionMatrix.counts.flat()) expect(svg).toContain(`>${count}</text>`);
    expect(svg).toContain('6 of 27 spam predicted as ham (22.2 %)');
    expect(svg).toContain('47 of 60 examples lie on the diagonal');
  });

  it('survives any label', () => {
    const labels = ['<script>alert("&")</script>', 'x'.repeat(300), '\u0000\u001b[31m', '😀 müller'];
    const svg = confusionMatrixPlot({ labels, counts: labels.map(() => [1, 2, 3, 0]) });
    expectWellFormed(svg);
    expect(svg).not.toContain('<script');
    expect(svg).toContain('>\u{fffd}\u{fffd}[31m</text>');
  });

  it('draws a row without examples', () => {
    const svg = confusionMatrixPlot({ labels: ['a', 'b'], counts: [[0, 0], [1, 2]] }); // biome-ignore format: a matrix
    expect(svg).toContain('0 of 0 a predicted as b (0.0 %)');
  });
});

describe('the terminal drawings', () => {
  it('draw a line for each bin that holds examples, within 80 columns', () => {
    const { before, after } = binary.calibration;
    const lines = drawReliability(before, after).split('\n');
    expect(lines).toHaveLength(2 + before.bins.filter((bin, i) => bin.count + after.bins[i]!.count > 0).length);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines[0]).toMatch(/before: ECE 0\.1320 .*after: ECE 0\.\d{4}$/);
  });

  it('draw bars as long as shares, with the promise beside them', () => {
    const empty = { count: 0, confidence: null, accuracy: null };
    const state = (accuracy: number, confidence: number) => ({
      ...binary.calibration.before,
      bins: [empty, { count: 12, confidence, accuracy }],
    });
    expect(drawReliability(state(0.5, 0.75), state(1, 0.75)).split('\n')[1]).toBe(
      ' 0.50 to 1.00  │███████████     ◆     │    12  │████████████████◆█████│    12',
    );
  });

  it('draw the confusion matrix with what follows from it', () => {
    expect(drawConfusionMatrix(binary)).toBe(
      [
        ' true         → ham  → spam  recall      F1',
        ' ham             26       7   0.788   0.800',
        ' spam             6      21   0.778   0.764',
        ' precision    0.813   0.750',
      ].join('\n'),
    );
  });

  it('list the most frequent mistakes where the matrix does not fit', () => {
    const names = ['shipping and returns', 'technical problem', 'billing question', 'account closure', 'other topic'];
    const lines = drawConfusionMatrix(evaluationOf(1, names)).split('\n');
    expect(lines[0]).toBe('      4  account closure  → other topic');
    expect(lines).toHaveLength(10);
  });
});

describe('text in plots', () => {
  it('is shortened by characters, not by code units', () => {
    expect(shorten('😀😀😀', 2)).toBe('😀…');
    expect(shorten('abc', 3)).toBe('abc');
  });

  it('is escaped', () => {
    expect(escapeXml(`<a b="c">&\u0001`)).toBe('&lt;a b=&quot;c&quot;&gt;&amp;\u{fffd}');
  });
});
