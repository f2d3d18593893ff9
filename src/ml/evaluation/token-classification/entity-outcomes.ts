import type { Span } from '../../spans/span.js';

/** What the metrics need to know of one row: how many entities of each label are true, predicted, and both. */
export interface EntityOutcome {
  /** Whether the predicted entities are exactly the true ones. */
  exact: boolean;
  /** Only labels that are true or predicted of the row. */
  counts: { label: number; support: number; predicted: number; right: number }[];
}

/**
 * An entity is right if a true one has the same start, end and label. The same entity given twice counts once.
 *
 * @param predicted,truths the entities of each row.
 */
export function entityOutcomes(
  predicted: readonly (readonly Span[])[],
  truths: readonly (readonly Span[])[],
  labelNames: readonly string[],
): EntityOutcome[] {
  if (predicted.length === 0) throw new RangeError('expected at least one row of entities, found none');
  if (predicted.length !== truths.length) {
    throw new RangeError(`expected the true entities of ${predicted.length} rows, found ${truths.length} rows`);
  }
  const labels = new Map(labelNames.map((name, index) => [name, index]));
  return predicted.map((spans, row) => {
    const found = placesByLabel(spans, labels, row);
    const wanted = placesByLabel(truths[row]!, labels, row);
    const counts = [...new Set([...wanted.keys(), ...found.keys()])].map((label) => {
      const [support, predicted] = [wanted.get(label) ?? new Set(), found.get(label) ?? new Set()];
      const right = [...predicted].filter((place) => support.has(place)).length;
      return { label, support: support.size, predicted: predicted.size, right };
    });
    const exact = counts.every(({ support, predicted, right }) => support === right && predicted === right);
    return { exact, counts };
  });
}

/** The places of a row's entities, apart by label. */
function placesByLabel(
  spans: readonly Span[],
  labels: ReadonlyMap<string, number>,
  row: number,
): Map<number, Set<string>> {
  const places = new Map<number, Set<string>>();
  for (const { start, end, label: name } of spans) {
    const label = labels.get(name);
    if (label === undefined) throw new RangeError(`row ${row}: expected a label of the list, found ${name}`);
    const known = places.get(label);
    const place = `${start} ${end}`;
    if (known) known.add(place);
    else places.set(label, new Set([place]));
  }
  return places;
}
