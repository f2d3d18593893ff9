import { readFileSync } from 'node:fs';

type Bounds = [number, number];

/** What tests/reference/judging.py wrote. */
interface JudgingReference {
  mcnemar: { onlyA: number; onlyB: number; pValue: number }[];
  holm: { pValues: number[]; adjusted: number[] }[];
  classifiers: {
    labels: number[];
    a: number[];
    b: number[];
    groups: number[];
    slice: boolean[];
    intervals: Record<'accuracy' | 'macroF1', Bounds>;
    clustered: Record<'accuracy', Bounds>;
    differences: Record<'accuracy' | 'macroF1', Bounds>;
    randomisation: Record<'accuracy', number>;
    mcnemar: number;
    sliceWorse: number;
  };
  regressions: {
    truths: number[];
    a: number[];
    b: number[];
    intervals: Record<'mse' | 'mae' | 'r2' | 'pearson', Bounds>;
    differences: Record<'mse' | 'mae' | 'r2' | 'pearson', Bounds>;
    randomisation: Record<'mse', number>;
  };
  linear: {
    texts: string[];
    labels: number[][];
    values: number[];
    test: string[];
    features: number;
    probabilities: number[][];
    predicted: number[];
  };
}

export const REFERENCE: JudgingReference = JSON.parse(
  readFileSync(new URL('../../../../reference/judging.json', import.meta.url), 'utf8'),
);
