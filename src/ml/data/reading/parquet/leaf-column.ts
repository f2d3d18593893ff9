import type { ColumnChunk, DecodedArray, PageHeader, ParquetParsers, SchemaTree } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert } from 'hyparquet/src/convert.js';
import { getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import type { SourceFile } from '../source-file.js';
import { CODECS } from './codecs.js';

type ColumnDecoder = Parameters<typeof readPage>[2];

/** Bytes read at a time: pages are often smaller, and are then read several at once. */
const READ_AHEAD_BYTES = 256 * 1024;
/** A header holds statistics: the least and the greatest value of its page, and so two texts. */
const MAX_HEADER_BYTES = 16 * 1024 * 1024;
/** Most writers make pages of 1 MB; DuckDB makes them of up to 100 MB. */
const MAX_PAGE_BYTES = 256 * 1024 * 1024;
const MAX_PAGE_VALUES = 10_000_000;

/**
 * One column of plain values in one row group, page by page: memory holds the page at hand, however large the group is.
 * Errors are those of the format; the caller says where it was.
 */
export class LeafColumn {
  private readonly decoder: ColumnDecoder;
  /** Whether a row has several values: then a row may go on in the next page. */
  private readonly repeated: boolean;
  private readonly end: number;
  private at: number;
  private window = new DataView(new ArrayBuffer(0));
  private dictionary: DecodedArray | undefined;
  private rows: DecodedArray = [];
  /** Rows of `rows` that were given away. */
  private taken = 0;

  constructor(
    private readonly file: SourceFile,
    { meta_data }: ColumnChunk,
    tree: SchemaTree,
    parsers: ParquetParsers,
  ) {
    const { type, codec, path_in_schema: pathInSchema, ...chunk } = meta_data!;
    const schemaPath = getTreePath(tree, pathInSchema);
    const { element } = schemaPath.at(-1)!;
    this.decoder = { pathInSchema, type, codec, schemaPath, element, parsers, compressors: CODECS, utf8: false };
    this.repeated = getMaxRepetitionLevel(schemaPath) > 0;
    // Some writers leave the dictionary's offset out, or write 0.
    this.at = Math.min(...[chunk.dictionary_page_offset, chunk.data_page_offset].filter(Boolean).map(Number));
    this.end = this.at + Number(chunk.total_compressed_size);
    if (!(this.at >= 0 && this.end <= file.byteLength)) throw new Error('it lies outside the file');
  }

  /** The column of the file that it is part of. */
  get column(): string {
    return this.decoder.pathInSchema[0]!;
  }

  get path(): string {
    return this.decoder.pathInSchema.join('.');
  }

  /** Whole rows that are decoded and not given away. */
  get available(): number {
    const open = this.repeated && this.at < this.end ? 1 : 0;
    return Math.max(0, this.rows.length - this.taken - open);
  }

  /** Reads on until a row is available, or to the end. */
  async fill(): Promise<void> {
    while (this.available === 0 && this.at < this.end) this.decode(await this.nextHeader());
  }

  take(count: number): DecodedArray {
    const start = this.taken;
    this.taken += count;
    return this.rows.slice(start, this.taken);
  }

  /** Reads the next page's header, and sees that the window holds all of the page. */
  private async nextHeader(): Promise<PageHeader> {
    for (let wanted = 256; ; wanted *= 8) {
      const left = this.end - this.at;
      await this.see(Math.min(wanted, left));
      const reader = { view: this.window, offset: 0 };
      let header: PageHeader;
      try {
        header = parquetHeader(reader);
      } catch (error) {
        // It may only be longer than the window.
        if (this.window.byteLength < left && wanted < MAX_HEADER_BYTES) continue;
        throw error;
      }
      checkPage(header, left - reader.offset);
      this.skip(reader.offset);
      await this.see(header.compressed_page_size);
      return header;
    }
  }

  private decode(header: PageHeader): void {
    const reader = { view: this.window, offset: 0 };
    if (header.type === 'DICTIONARY_PAGE') {
      this.dictionary = convert(readPage(reader, header, this.decoder, undefined, undefined, 0).data!, this.decoder);
    } else if (valuesOf(header) > 0 && (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2')) {
      // The last row of the page before may go on in this one.
      const open = this.repeated ? Array.from(this.rows.slice(this.taken) as unknown[]) : undefined;
      this.rows = readPage(reader, header, this.decoder, this.dictionary, open, 0).data ?? [];
      this.taken = 0;
    }
    this.skip(header.compressed_page_size);
  }

  private skip(bytes: number): void {
    this.at += bytes;
    this.window = new DataView(this.window.buffer, this.window.byteOffset + bytes);
  }

  /** Sees that at least so many bytes from here on are in the window, whose buffer ends where it does. */
  private async see(bytes: number): Promise<void> {
    if (this.window.byteLength >= bytes) return;
    const end = Math.min(this.end, this.at + Math.max(bytes, READ_AHEAD_BYTES));
    this.window = new DataView(await this.file.slice(this.at, end));
  }
}

function checkPage(header: PageHeader, left: number): void {
  const { compressed_page_size: size, uncompressed_page_size: uncompressed } = header;
  if (!(size >= 0 && size <= left)) throw new Error(`a page of ${size} bytes lies outside its column`);
  const values = valuesOf(header);
  if (uncompressed <= MAX_PAGE_BYTES && values <= MAX_PAGE_VALUES) return;
  throw new Error(
    `a page has ${uncompressed} bytes and ${values} values; at most ${MAX_PAGE_BYTES} and ${MAX_PAGE_VALUES} are read`,
  );
}

/** How many values a page says that it has. Some writers put empty pages between others. */
function valuesOf({ data_page_header, data_page_header_v2, dictionary_page_header }: PageHeader): number {
  return (data_page_header ?? data_page_header_v2 ?? dictionary_page_header)?.num_values ?? 0;
}
