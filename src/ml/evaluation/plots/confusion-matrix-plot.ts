import type { ClassificationResult } from '../evaluation-result.js';
import { element, type Frame, shorten, svgDocument, text, tooltip } from './svg.js';

type ConfusionMatrix = ClassificationResult['confusionMatrix'];

const TOP = 84;
const CHARACTER = 7;
const LONGEST_LABEL = 24;
/** Cells smaller than this have no room for a number; the tooltip still has it. */
const SMALLEST_WITH_NUMBER = 26;

/** A confusion matrix, a row for each true label, shaded by the share of the row: right ones blue, mistakes vermilion. */
export function confusionMatrixPlot({ labels, counts }: ConfusionMatrix, frame: Frame = svgDocument): string {
  const cell = Math.min(76, Math.max(14, 640 / labels.length));
  const names = labels.map((label) => shorten(label, LONGEST_LABEL));
  const longest = CHARACTER * Math.max(...names.map((name) => name.length));
  // Names that are wider than a column stand slanted below it.
  const slanted = longest > cell - 8;
  const left = 44 + longest;
  const side = cell * labels.length;
  const size = {
    width: Math.max(left + side + 24 + (slanted ? longest * 0.7 : 0), 340),
    height: TOP + side + (slanted ? 0.7 * longest + 28 : 32) + 20,
  };
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  const right = counts.reduce((sum, row, k) => sum + row[k]!, 0);
  const description = `Rows are the true labels, columns the predicted ones. ${right} of ${total} examples lie on the diagonal: they were predicted right.`;
  return frame(size, 'Confusion matrix', description, [
    text('Confusion matrix', { x: 20, y: 28, class: 'heading' }),
    text(`${right} of ${total} right; shade: share of the true label`, { x: 20, y: 48, class: 'soft' }),
    text('true', { x: left - 10, y: TOP - 10, class: 'soft', 'text-anchor': 'end' }),
    text('predicted as', { x: left, y: TOP - 10, class: 'soft' }),
    element(
      'g',
      { transform: `translate(${left} ${TOP})` },
      ...names.map((name, k) => text(name, { x: -10, y: cell * (k + 0.5) + 4, 'text-anchor': 'end' })),
      ...names.map((name, k) => columnName(name, cell * (k + 0.5), side + 20, slanted)),
      ...counts.flatMap((row, k) => cellsOf(row, k, labels, cell)),
      element('rect', { class: 'line', width: side, height: side }),
    ),
  ]);
}

function columnName(name: string, x: number, y: number, slanted: boolean): string {
  return slanted
    ? text(name, { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) rotate(40)` })
    : text(name, { x, y, 'text-anchor': 'middle' });
}

function cellsOf(row: readonly number[], truth: number, labels: readonly string[], cell: number): string[] {
  const support = row.reduce((sum, count) => sum + count, 0);
  return row.map((count, predicted) => {
    const share = support === 0 ? 0 : count / support;
    const hint = `${count} of ${support} ${labels[truth]} predicted as ${labels[predicted]} (${(100 * share).toFixed(1)} %)`;
    const place = { x: cell * predicted + 1, y: cell * truth + 1, width: cell - 2, height: cell - 2 };
    const centre = { x: cell * (predicted + 0.5), y: cell * (truth + 0.5) + 4, 'text-anchor': 'middle' };
    const number = text(String(count), { ...centre, class: share > 0.8 ? 'on-colour' : count === 0 ? 'soft' : '' });
    return element(
      'g',
      {},
      tooltip(hint),
      // A single mistake among thousands is what one looks for: it must not fade into the page.
      element('rect', {
        class: predicted === truth ? 'right' : 'wrong',
        'fill-opacity': count === 0 ? 0.04 : Math.max(0.15, share),
        ...place,
      }),
      ...(cell >= SMALLEST_WITH_NUMBER ? [number] : []),
    );
  });
}
