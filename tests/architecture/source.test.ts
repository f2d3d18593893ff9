import ts from 'typescript';
import { filesIn, nodesOf, parse, textOf } from './source-files.js';

const MAX_LINES = 400;
/** Where the environment becomes a frozen object, and the entries that hand it in. */
const READS_ENVIRONMENT = /^src\/(platform\/config\/.*|boot\.ts|bin\/.*)$/;

/** What makes the same call give another answer tomorrow. */
const IMPURE = new Set([
  'Math.random',
  'Date.now',
  'performance.now',
  'process.env',
  'process.hrtime',
  'crypto.randomUUID',
]);
const IMPURE_CALLS = new Set(['fetch', 'randomUUID', 'randomBytes']);

const sources = filesIn(['src', 'migrations'], /\.ts$/);
/** A worker tells people how fast it goes and how long it will take; nothing that it makes depends on that. */
const STOPWATCH = 'src/worker/stopwatch.ts';
/** Set variables for the libraries that read them; take nothing from the environment. */
const SETS_ENVIRONMENT = ['src/ml/engine/onnx/no-telemetry.ts', 'src/ml/engine/eager/tensorflow-environment.ts'];
const pure = filesIn(['src/ml', 'src/worker'], /\.ts$/).filter(
  (path) => path !== STOPWATCH && !SETS_ENVIRONMENT.includes(path),
);

function impurities(path: string, text?: string): string[] {
  const found: string[] = [];
  for (const node of nodesOf(parse(path, text))) {
    if (ts.isPropertyAccessExpression(node) && IMPURE.has(node.getText())) found.push(node.getText());
    if (ts.isCallExpression(node) && IMPURE_CALLS.has(node.expression.getText())) found.push(node.expression.getText());
    if (ts.isNewExpression(node) && node.getText() === 'new Date()') found.push('new Date()');
  }
  return found.map((what) => `${path}: ${what}`);
}

function defaultExports(path: string, text?: string): string[] {
  const isDefault = (node: ts.Node) =>
    ts.isExportAssignment(node) ||
    (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword));
  return nodesOf(parse(path, text)).some(isDefault) ? [path] : [];
}

describe('source files', () => {
  it(`have at most ${MAX_LINES} lines`, () => {
    const all = [...sources, ...filesIn(['tests'], /\.(ts|js)$/)];
    expect(all.filter((path) => textOf(path).split('\n').length > MAX_LINES + 1)).toEqual([]);
  });

  it('export by name alone', () => {
    expect(defaultExports('x.ts', 'export default class {}')).toEqual(['x.ts']);
    expect(sources.flatMap((path) => defaultExports(path))).toEqual([]);
  });

  it('of ml and worker use no clock, chance, environment or network', () => {
    const text = '/* Math.random() */ const a = Date.now() + Math.random(); fetch(process.env.X); new Date();';
    expect(impurities('x.ts', text)).toHaveLength(5);
    expect(pure.flatMap((path) => impurities(path))).toEqual([]);
  });

  it('read the environment in one place', () => {
    const readers = sources.filter((path) => impurities(path).some((found) => found.endsWith('process.env')));
    expect(readers.filter((path) => !READS_ENVIRONMENT.test(path) && !SETS_ENVIRONMENT.includes(path))).toEqual([]);
  });
});
