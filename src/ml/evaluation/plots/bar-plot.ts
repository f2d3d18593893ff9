import { element, type Frame, shorten, svgDocument, text, tooltip } from './svg.js';

const LEFT = 20;
const CHARACTER = 7;
const LONGEST_NAME = 32;
const PLOT = 420;
const NUMBER = 110;
const BAR = 11;
const GAP = 9;

export interface BarPlot {
  title: string;
  description: string;
  /** What the bars of a group are, in order; three at most. One needs no legend. */
  series: readonly string[];
  groups: readonly { name: string; bars: readonly Bar[] }[];
}

export interface Bar {
  value: number;
  /** The number written behind it. */
  label: string;
  /** What a pointer shows. */
  hint: string;
}

const CLASSES = ['first', 'second', 'third'];

/** Horizontal bars from 0 on one scale, in groups of one or more, a name to a group. */
export function barPlot({ title, description, series, groups }: BarPlot, frame: Frame = svgDocument): string {
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)), Number.MIN_VALUE);
  const names = groups.map(({ name }) => shorten(name, LONGEST_NAME));
  const left = LEFT + 12 + CHARACTER * Math.max(...names.map((name) => [...name].length), 4);
  const legend = series.length > 1;
  const top = legend ? 72 : 44;
  const step = BAR * series.length + GAP;
  const size = { width: left + PLOT + NUMBER, height: top + step * groups.length + 16 };
  return frame(size, title, description, [
    text(title, { x: LEFT, y: 28, class: 'heading' }),
    ...(legend ? series.flatMap((name, i) => legendOf(name, i)) : []),
    ...groups.flatMap(({ bars }, g) => [
      text(names[g]!, { x: left - 8, y: top + step * g + (BAR * series.length) / 2 + 4, 'text-anchor': 'end' }),
      ...bars.map((bar, i) => drawn(bar, i, left, top + step * g + BAR * i, most)),
    ]),
    element('line', { class: 'line', x1: left, y1: top - 4, x2: left, y2: top + step * groups.length - GAP + 4 }),
  ]);
}

function legendOf(name: string, i: number): string[] {
  const x = LEFT + 120 * i;
  return [
    element('rect', { class: CLASSES[i]!, x, y: 44, width: 10, height: 10 }),
    text(name, { x: x + 16, y: 53, class: 'soft small' }),
  ];
}

function drawn({ value, label, hint }: Bar, i: number, left: number, y: number, most: number): string {
  const width = value === 0 ? 0 : Math.max(1, (PLOT * value) / most);
  return element(
    'g',
    {},
    tooltip(hint),
    element('rect', { class: CLASSES[i]!, x: left, y, width, height: BAR - 2 }),
    text(label, { x: left + width + 6, y: y + BAR - 2, class: 'soft small' }),
  );
}
