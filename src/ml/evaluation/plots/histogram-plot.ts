import { element, type Frame, svgDocument, text, tooltip } from './svg.js';

const LEFT = 64;
const TOP = 60;
const WIDTH = 560;
const HEIGHT = 200;
const FLOOR = TOP + HEIGHT;
const MOST_NAMES = 12;

export interface HistogramPlot {
  title: string;
  /** What lies on the horizontal axis, with its unit. */
  axis: string;
  /** Of one width, from the lowest; `to` is null for an open last bin. */
  bins: readonly { from: number; to: number | null; rows: number }[];
  /** Values worth a line, where they lie within the bins. */
  marks: readonly { at: number; name: string }[];
}

/** How many rows lie in each bin of values. */
export function histogramPlot({ title, axis, bins, marks }: HistogramPlot, frame: Frame = svgDocument): string {
  const total = bins.reduce((sum, { rows }) => sum + rows, 0);
  const most = Math.max(...bins.map(({ rows }) => rows), 1);
  const column = WIDTH / Math.max(1, bins.length);
  const every = Math.ceil(bins.length / MOST_NAMES);
  const first = bins[0];
  const width = first?.to === null || first === undefined ? 1 : first.to - first.from + 1;
  const placed = marks.flatMap(({ at, name }) => {
    const x = LEFT + ((at - (first?.from ?? 0)) / width) * column;
    const open = bins.at(-1)?.to === null ? 1 : 0;
    return x <= LEFT + column * (bins.length - open) ? [{ x, name }] : [];
  });
  const longest = bins.reduce(
    (best, bin) => (bin.rows > best.rows ? bin : best),
    bins[0] ?? { from: 0, to: 0, rows: 0 },
  );
  const description = `${total} rows in ${bins.length} bins; most, ${longest.rows}, have ${range(longest)} ${axis}.`;
  return frame({ width: LEFT + WIDTH + 40, height: FLOOR + 60 }, title, description, [
    text(title, { x: 20, y: 28, class: 'heading' }),
    ...[0, 0.5, 1].flatMap((share) => gridAt(share, most)),
    ...bins.map((bin, i) => bar(bin, LEFT + column * i, column, most, axis)),
    ...bins.flatMap((bin, i) => (i % every === 0 ? [nameOf(bin, LEFT + column * i)] : [])),
    ...placed.flatMap(({ x, name }) => [
      element('line', { class: 'limit', x1: x, y1: TOP - 10, x2: x, y2: FLOOR }),
      text(name, { x: x - 5, y: TOP - 4, class: 'soft small', 'text-anchor': 'end' }),
    ]),
    text(axis, { x: LEFT + WIDTH / 2, y: FLOOR + 42, class: 'soft', 'text-anchor': 'middle' }),
  ]);
}

function gridAt(share: number, most: number): string[] {
  const y = FLOOR - HEIGHT * share;
  return [
    element('line', { class: 'line', x1: LEFT, y1: y, x2: LEFT + WIDTH, y2: y }),
    text(String(Math.round(most * share)), { x: LEFT - 8, y: y + 4, class: 'soft small', 'text-anchor': 'end' }),
  ];
}

type Bin = HistogramPlot['bins'][number];

function bar(bin: Bin, x: number, column: number, most: number, axis: string): string {
  const height = (HEIGHT * bin.rows) / most;
  return element(
    'g',
    {},
    tooltip(`${bin.rows} rows of ${range(bin)} ${axis}`),
    element('rect', {
      class: bin.to === null ? 'count' : 'first',
      x: x + 1,
      y: FLOOR - height,
      width: Math.max(1, column - 2),
      height,
    }),
  );
}

const nameOf = ({ from, to }: Bin, x: number): string =>
  text(to === null ? `${from}+` : String(from), { x: x + 2, y: FLOOR + 18, class: 'soft small' });

const range = ({ from, to }: Bin): string =>
  to === null ? `${from} or more` : from === to ? `${from}` : `${from} to ${to}`;
