import { readFileSync } from 'node:fs';
import { confidentLearning } from '../../../../src/ml/evaluation/confident-learning/confident-learning.js';

interface LabelIssuesCase {
  name: string;
  classes: number;
  labels: number[];
  probabilities: number[][];
  thresholds: number[];
  confidentJoint: number[][];
  issues: number[];
  margins: number[];
}

const CASES: LabelIssuesCase[] = JSON.parse(
  readFileSync(new URL('../../../reference/label-issues.json', import.meta.url), 'utf8'),
).cases;

describe('confident learning', () => {
  it.each(CASES)("finds cleanlab's label issues for $name", (reference) => {
    const { probabilities, labels, classes } = reference;
    const { thresholds, confidentJoint, issues } = confidentLearning(probabilities, labels, classes);
    for (const [k, threshold] of thresholds.entries()) expect(threshold).toBeCloseTo(reference.thresholds[k]!, 12);
    // cleanlab puts at least 1 on the diagonal.
    const joint = confidentJoint.map((row, k) => row.map((count, j) => (j === k ? Math.max(1, count) : count)));
    expect(joint).toEqual(reference.confidentJoint);
    expect(issues.map(({ row }) => row)).toEqual(reference.issues);
    for (const [i, { margin }] of issues.entries()) expect(margin).toBeCloseTo(reference.margins[i]!, 12);
  });

  it('suggests the class that a row is confidently of', () => {
    const { issues } = confidentLearning([[0.9, 0.1], [0.8, 0.2], [0.2, 0.8], [0.95, 0.05]], [0, 0, 1, 1], 2); // biome-ignore format: a row each
    expect(issues).toEqual([{ row: 3, given: 1, suggested: 0, margin: expect.closeTo(0.05, 12) }]);
  });

  it('finds nothing where every label is the most probable', () => {
    expect(confidentLearning([[0.9, 0.1], [0.4, 0.6]], [0, 1], 2).issues).toEqual([]); // biome-ignore format: a row each
  });
});
