import { ENTITIES, type Entity } from '../../ml/data/anonymizing/entities.js';
import { entityFinder } from '../../ml/data/anonymizing/find-entities.js';
import { markdown } from './markdown.js';

/** A sentence with what must be found in it. */
export interface MarkedSentence {
  text: string;
  spans: { start: number; end: number; label: Entity }[];
}

export interface EntityScore {
  entity: Entity;
  /** Pieces to find; findings; findings that are exactly such a piece. */
  pieces: number;
  findings: number;
  exact: number;
  /** Pieces of which no character is left, whatever they were taken for. */
  covered: number;
}

/** Something that was missed or found wrongly, to look at. */
export interface Mistake {
  entity: Entity;
  kind: 'missed' | 'wrong';
  piece: string;
  text: string;
}

export function readSentences(jsonLines: string): MarkedSentence[] {
  return jsonLines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as MarkedSentence);
}

/** Finds everything in the sentences, with the options' defaults, and holds it against what they are marked with. */
export function scoreAnonymizing(sentences: readonly MarkedSentence[]): { scores: EntityScore[]; mistakes: Mistake[] } {
  const find = entityFinder({ entities: [...ENTITIES], countries: ['GB', 'US'] });
  const scores = ENTITIES.map((entity) => ({ entity, pieces: 0, findings: 0, exact: 0, covered: 0 }));
  const of = (entity: Entity) => scores[ENTITIES.indexOf(entity)]!;
  const mistakes: Mistake[] = [];
  for (const { text, spans } of sentences) {
    const findings = find(text);
    const same = (span: MarkedSentence['spans'][number]) =>
      findings.some(({ start, end, entity }) => start === span.start && end === span.end && entity === span.label);
    for (const span of spans) {
      const score = of(span.label);
      score.pieces++;
      if (same(span)) score.exact++;
      else mistakes.push({ entity: span.label, kind: 'missed', piece: text.slice(span.start, span.end), text });
      if (isCovered(span, findings)) score.covered++;
    }
    for (const { start, end, entity } of findings) {
      of(entity).findings++;
      if (spans.some((span) => span.start === start && span.end === end && span.label === entity)) continue;
      mistakes.push({ entity, kind: 'wrong', piece: text.slice(start, end), text });
    }
  }
  return { scores, mistakes };
}

function isCovered(span: { start: number; end: number }, findings: readonly { start: number; end: number }[]): boolean {
  let at = span.start;
  for (const { start, end } of findings) if (start <= at && end > at) at = end;
  return at >= span.end;
}

export function precision({ exact, findings }: EntityScore): number {
  return findings === 0 ? 1 : exact / findings;
}

export function recall({ exact, pieces }: EntityScore): number {
  return pieces === 0 ? 1 : exact / pieces;
}

export function anonymizeTable(scores: readonly EntityScore[]): string[] {
  return markdown(
    ['what', 'pieces', 'precision', 'recall', 'replaced whole'],
    scores.map((score) => [
      `\`${score.entity}\``,
      String(score.pieces),
      precision(score).toFixed(3),
      recall(score).toFixed(3),
      (score.covered / score.pieces).toFixed(3),
    ]),
  );
}
