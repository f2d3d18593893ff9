/** What one data set may hold. Each limit is there so that a hostile or mistaken file is refused before it costs memory. */
export interface DataLimits {
  /** Characters (UTF-16 units) of one text. */
  textLength: number;
  /** Characters of one label or group. */
  labelLength: number;
  /** Spans of one row. */
  spans: number;
  /** Messages of one conversation; its texts together have as many characters as one text may. */
  messages: number;
  /** Bytes of one line, CSV record or element of a JSON array. */
  recordBytes: number;
  /** Bytes of the file after gzip is undone. */
  expandedBytes: number;
  /** Levels of arrays and objects in a row's metadata. */
  metadataDepth: number;
  /** Columns of a CSV file, or fields of a JSON row. */
  columns: number;
  /** Different labels; more than this and the column is something else. */
  labels: number;
  /** Different rows among which near duplicates are looked for: some 400 bytes of each are held in memory. */
  nearRows: number;
  /** Rows of one version: their keys are held in memory while splitting, some 50 bytes each. */
  rows: number;
}

export const DATA_LIMITS: Readonly<DataLimits> = Object.freeze({
  textLength: 1_000_000,
  labelLength: 256,
  spans: 10_000,
  messages: 1000,
  recordBytes: 4 * 1024 * 1024,
  expandedBytes: 5 * 1024 ** 3,
  metadataDepth: 16,
  columns: 1000,
  labels: 1000,
  nearRows: 3_000_000,
  rows: 10_000_000,
});
