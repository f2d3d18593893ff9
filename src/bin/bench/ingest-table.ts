import type { IngestFormat } from './ingest-options.js';
import type { ServiceMemory } from './ingest-memory.js';
import { markdown } from './markdown.js';
import { median } from './median.js';

export interface IngestRound {
  /** From the first byte sent to the answer, and from there to the version that is ready. */
  uploadSeconds: number;
  versionSeconds: number;
  peak: ServiceMemory | null;
}

export interface IngestResult {
  format: IngestFormat;
  rowBytes: number;
  idle: ServiceMemory | null;
  rounds: readonly IngestRound[];
}

/** A number of a round; undefined where the system does not tell it. */
type OfRound = (round: IngestRound) => number | undefined;

const HEADER = [
  'format',
  'round',
  'upload',
  'version',
  'whole',
  'idle',
  'peak of the service',
  'of its workers',
  'together',
  'above idle',
];

/** A table of all rounds, and of the median of each format. Times and memory have medians of their own. */
export function ingestTable(results: readonly IngestResult[]): string {
  const rows = results.flatMap(({ format, rowBytes, idle, rounds }) => {
    const row = (name: string, of: (value: OfRound) => number | undefined) => {
      const speed = (seconds: number) => `${seconds.toFixed(1)} s, ${(rowBytes / 1e6 / seconds).toFixed(1)} MB/s`;
      const bytes = (value: OfRound) => megabytes(of(value));
      return [
        format,
        name,
        speed(of(({ uploadSeconds }) => uploadSeconds)!),
        speed(of(({ versionSeconds }) => versionSeconds)!),
        speed(of(({ uploadSeconds, versionSeconds }) => uploadSeconds + versionSeconds)!),
        megabytes(idle?.together),
        bytes(({ peak }) => peak?.service),
        bytes(({ peak }) => peak?.workers),
        bytes(({ peak }) => peak?.together),
        bytes(({ peak }) => (peak && idle ? peak.together - idle.together : undefined)),
      ];
    };
    const middle = (value: OfRound) => {
      const values = rounds.map(value).filter((one) => one !== undefined);
      return values.length === 0 ? undefined : median(values);
    };
    return [
      ...rounds.map((round, i) => row(String(i + 1), (value) => value(round))),
      ...(rounds.length > 1 ? [row('**median**', middle)] : []),
    ];
  });
  return markdown(HEADER, rows).join('\n');
}

export function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? '–' : `${(bytes / 1e6).toFixed(0)} MB`;
}
