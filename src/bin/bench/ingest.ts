/**
 * Measures how fast rows become a version of a data set, and in how much memory: `npm run bench:ingest -- --help`. A service
 * of its own is started as an operator starts it; a file of made-up rows is uploaded over HTTP, and the version waited for.
 */
import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '../client.js';
import { Service } from '../demo/service.js';
import { runBench } from './command-line.js';
import { peakDuring } from './ingest-memory.js';
import { INGEST_USAGE, type IngestFormat, type IngestOptions, parseIngestOptions } from './ingest-options.js';
import { type IngestResult, type IngestRound, ingestTable, megabytes } from './ingest-table.js';
import { writeMadeUpRows } from './made-up-rows.js';

const POLL_MS = 200;
const SETTLE_MS = 3000;

interface Upload {
  path: string;
  name: string;
  rows: number;
  options: string;
}

await runBench(parseIngestOptions, INGEST_USAGE, main);

async function main(options: IngestOptions): Promise<void> {
  const results: IngestResult[] = [];
  for (const format of options.format) results.push(await measure(format, options));
  console.log(`\n${ingestTable(results)}`);
}

/** On a service of its own: what a version leaves in the memory of a service is not the next format's. */
async function measure(format: IngestFormat, options: IngestOptions): Promise<IngestResult> {
  const folder = await mkdtemp(join(options.work ?? tmpdir(), 'temper-ingest-'));
  let service: Service | undefined;
  try {
    const path = join(folder, `rows.${format}`);
    const { rows, rowBytes } = await writeMadeUpRows(path, format, options.megabytes * 1e6, options.characters);
    const { size } = await stat(path);
    console.log(`${format}: ${rows} rows of ${megabytes(rowBytes)}, in a file of ${megabytes(size)}`);
    service = await Service.start(join(folder, 'home'), process.env);
    const { url } = await service.listening();
    await delay(SETTLE_MS);
    const idle = await peakDuring(service.pid, async () => {});
    const rounds: IngestRound[] = [];
    for (let round = 0; round < options.rounds; round++) {
      rounds.push(await ingest(service, url, { path, name: `rows.${format}`, rows, options: options.options }));
    }
    return { format, rowBytes, idle, rounds };
  } finally {
    await service?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function ingest(service: Service, url: string, upload: Upload): Promise<IngestRound> {
  const client = createClient(url, service.key);
  const { data: dataset } = await client.POST('/v1/datasets', { body: { name: 'bench', task: 'text-classification' } });
  const id = dataset!.id;
  const form = new FormData();
  form.append('options', upload.options);
  form.append('file', await openAsBlob(upload.path), upload.name);
  let [uploadSeconds, versionSeconds] = [0, 0];
  const peak = await peakDuring(service.pid, async () => {
    const start = performance.now();
    const headers = { authorization: `Bearer ${service.key}` };
    const response = await fetch(`${url}/v1/datasets/${id}/versions`, { method: 'POST', headers, body: form });
    if (response.status !== 202) throw new Error(`Expected 202; found ${response.status}: ${await response.text()}`);
    const uploaded = performance.now();
    const params = { path: { id, version: 1 } };
    for (;;) {
      const { data } = await client.GET('/v1/datasets/{id}/versions/{version}', { params });
      if (data?.status === 'failed') throw new Error(data.error!.message);
      if (data?.status === 'ready') break;
      await delay(POLL_MS);
    }
    [uploadSeconds, versionSeconds] = [(uploaded - start) / 1000, (performance.now() - uploaded) / 1000];
  });
  await checkRows(client, id, upload.rows);
  await client.DELETE('/v1/datasets/{id}', { params: { path: { id } } });
  return { uploadSeconds, versionSeconds, peak };
}

/** @throws Error unless the report says that all rows were read. */
async function checkRows(client: ReturnType<typeof createClient>, id: string, rows: number): Promise<void> {
  const params = { path: { id, version: 1 } };
  const { data } = await client.GET('/v1/datasets/{id}/versions/{version}/report', { params });
  if (data?.rows.read !== rows) throw new Error(`Expected a version of ${rows} rows; found ${data?.rows.read}.`);
}
