import type { CalibrationState } from '../../calibration/calibration-report.js';
import type { ReliabilityBin } from '../reliability-bins.js';
import { element, type Frame, svgDocument, text, tooltip } from './svg.js';

const PLOT = 260;
const COUNTS = 48;
const LEFT = 56;
const TOP = 64;
const GAP = 64;
const FLOOR = TOP + PLOT + 16 + COUNTS;
const HEIGHT = FLOOR + 84;

/**
 * A reliability diagram (Guo et al. 2017, figure 1) before and after calibration: bars for the share that is right,
 * marks at the mean probability, the gap between the two shaded, and below how many examples each bin holds.
 */
export function reliabilityDiagram(
  before: CalibrationState,
  after: CalibrationState,
  frame: Frame = svgDocument,
): string {
  const width = LEFT + 2 * PLOT + GAP + 24;
  const description =
    `Share of right predictions by top probability in ${before.bins.length} bins of equal width. Expected calibration ` +
    `error ${before.ece.toFixed(4)} before and ${after.ece.toFixed(4)} after calibration; 0 is perfect.`;
  return frame({ width, height: HEIGHT }, 'Reliability before and after calibration', description, [
    panel('Before calibration', before, LEFT),
    panel('After calibration', after, LEFT + PLOT + GAP),
    ...legend(),
  ]);
}

function panel(heading: string, state: CalibrationState, left: number): string {
  const bottom = TOP + PLOT;
  return element(
    'g',
    { transform: `translate(${left} 0)` },
    text(heading, { x: 0, y: 28, class: 'heading' }),
    text(`ECE ${percent(state.ece)} · MCE ${percent(state.mce)}`, { x: 0, y: 48, class: 'soft' }),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => gridAt(share)),
    ...state.bins.map((bin, i) => bar(bin, i, state.bins.length)),
    element('line', { class: 'ideal', x1: 0, y1: bottom, x2: PLOT, y2: TOP }),
    ...state.bins.map((bin) => mark(bin)),
    ...counts(state.bins),
    text('top probability', { x: PLOT / 2, y: FLOOR + 40, class: 'soft', 'text-anchor': 'middle' }),
    text('share right', {
      x: -PLOT / 2 - TOP,
      y: -38,
      class: 'soft',
      'text-anchor': 'middle',
      transform: 'rotate(-90)',
    }),
  );
}

function gridAt(share: number): string[] {
  const [x, y] = [PLOT * share, heightOf(share)];
  return [
    element('line', { class: 'line', x1: 0, y1: y, x2: PLOT, y2: y }),
    text(String(share), { x: -8, y: y + 4, class: 'soft small', 'text-anchor': 'end' }),
    text(String(share), { x, y: FLOOR + 18, class: 'soft small', 'text-anchor': 'middle' }),
  ];
}

function bar(bin: ReliabilityBin, index: number, bins: number): string {
  if (bin.accuracy === null || bin.confidence === null) return '';
  const column = { x: (PLOT / bins) * index + 1, width: PLOT / bins - 2 };
  const [low, high] = [Math.min(bin.accuracy, bin.confidence), Math.max(bin.accuracy, bin.confidence)];
  return element(
    'g',
    {},
    tooltip(
      `${bin.count} examples with a top probability from ${(index / bins).toFixed(2)} to ${((index + 1) / bins).toFixed(2)}: ` +
        `mean ${percent(bin.confidence)}, right ${percent(bin.accuracy)}`,
    ),
    element('rect', { class: 'right', ...column, y: heightOf(low), height: PLOT * low }),
    element('rect', {
      class: bin.accuracy < bin.confidence ? 'shortfall' : 'surplus',
      ...column,
      y: heightOf(high),
      height: PLOT * (high - low),
    }),
  );
}

function mark({ confidence }: ReliabilityBin): string {
  if (confidence === null) return '';
  return element('circle', { class: 'mark', cx: PLOT * confidence, cy: heightOf(confidence), r: 3.5 });
}

function counts(bins: readonly ReliabilityBin[]): string[] {
  const most = Math.max(...bins.map((bin) => bin.count));
  const width = PLOT / bins.length;
  return [
    element('line', { class: 'line', x1: 0, y1: FLOOR, x2: PLOT, y2: FLOOR }),
    text(`n ≤ ${most}`, { x: -8, y: FLOOR - COUNTS + 10, class: 'soft small', 'text-anchor': 'end' }),
    ...bins.map(({ count }, i) => {
      const height = (COUNTS * count) / most;
      return element(
        'rect',
        { class: 'count', x: width * i + 1, width: width - 2, y: FLOOR - height, height },
        tooltip(`${count} examples`),
      );
    }),
  ];
}

function legend(): string[] {
  const entries = [
    { width: 106, label: 'mean probability', sign: element('circle', { class: 'mark', cx: 5, cy: -4, r: 3.5 }) },
    { width: 84, label: 'share right', sign: swatch('right') },
    { width: 168, label: 'less right than promised', sign: swatch('shortfall') },
    { width: 168, label: 'more right than promised', sign: swatch('surplus') },
  ];
  let left = LEFT;
  return entries.map(({ width, label, sign }) => {
    const entry = element(
      'g',
      { transform: `translate(${left} ${HEIGHT - 18})` },
      sign,
      text(label, { x: 16, class: 'soft small' }),
    );
    left += width + 24;
    return entry;
  });
}

const swatch = (name: string): string => element('rect', { class: name, y: -9, width: 10, height: 10 });

const heightOf = (share: number): number => TOP + PLOT * (1 - share);

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
