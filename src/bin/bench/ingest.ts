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
import { PeakMemory } from '../demo/memory.js';
import { Service } from '../demo/service.js';
import { runBench } from './command-line.js';
import { INGEST_USAGE, type IngestOptions, parseIngestOptions } from './ingest-options.js';
import { writeMadeUpRows } from './made-up-rows.js';
import { markdown } from './markdown.js';

/** Short, for the peaks of a garbage collector's memory are. */
const MEMORY_SAMPLE_MS = 50;
const POLL_MS = 50;
const SETTLE_MS = 3000;

interface Round {
  uploadSeconds: number;
  makingSeconds: number;
  /** Of the service and its workers, without PostgreSQL; null where the system does not tell. */
  peakBytes: number | null;
}

await runBench(parseIngestOptions, INGEST_USAGE, main);

async function main(options: IngestOptions): Promise<void> {
  const folder = await mkdtemp(join(options.work ?? tmpdir(), 'temper-ingest-'));
  let service: Service | undefined;
  try {
    const path = join(folder, `rows.${options.format}`);
    const file = await writeMadeUpRows(path, options.format, options.megabytes * 1e6, options.characters);
    const { size } = await stat(path);
    console.log(`${file.rows} rows of ${megabytes(file.rowBytes)}, in a file of ${megabytes(size)}`);
    service = await Service.start(join(folder, 'home'), process.env);
    const { url } = await service.listening();
    await delay(SETTLE_MS);
    const idleBytes = await peakDuring(service.pid, () => delay(0));
    const rounds: Round[] = [];
    for (let round = 0; round < options.rounds; round++)
      rounds.push(await ingest(service, url, path, options, file.rows));
    console.log(table(rounds, file.rowBytes, idleBytes));
  } finally {
    await service?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function ingest(
  service: Service,
  url: string,
  path: string,
  options: IngestOptions,
  rows: number,
): Promise<Round> {
  const client = createClient(url, service.key);
  const { data: dataset } = await client.POST('/v1/datasets', { body: { name: 'bench', task: 'text-classification' } });
  const id = dataset!.id;
  const form = new FormData();
  form.append('options', JSON.stringify({ split: { groupBy: 'sender' } }));
  form.append('file', await openAsBlob(path), `rows.${options.format}`);
  let [uploadSeconds, makingSeconds] = [0, 0];
  const peakBytes = await peakDuring(service.pid, async () => {
    const start = performance.now();
    const headers = { authorization: `Bearer ${service.key}` };
    const response = await fetch(`${url}/v1/datasets/${id}/versions`, { method: 'POST', headers, body: form });
    if (response.status !== 202) throw new Error(`Expected 202; found ${response.status}: ${await response.text()}`);
    const uploaded = performance.now();
    const params = { path: { id, version: 1 } };
    for (;;) {
      const { data } = await client.GET('/v1/datasets/{id}/versions/{version}', { params });
      if (data?.status === 'failed') throw new Error(data.error!.message);
      if (data?.status === 'ready') {
        const { train, validation, test } = data.counts!;
        if (train + validation + test !== rows)
          throw new Error(`Expected ${rows} rows: ${JSON.stringify(data.counts)}`);
        break;
      }
      await delay(POLL_MS);
    }
    [uploadSeconds, makingSeconds] = [(uploaded - start) / 1000, (performance.now() - uploaded) / 1000];
  });
  await client.DELETE('/v1/datasets/{id}', { params: { path: { id } } });
  return { uploadSeconds, makingSeconds, peakBytes };
}

async function peakDuring(pid: number, work: () => Promise<unknown>): Promise<number | null> {
  const memory = new PeakMemory([pid], MEMORY_SAMPLE_MS);
  await work();
  await memory.stop();
  return memory.peak;
}

function table(rounds: readonly Round[], rowBytes: number, idleBytes: number | null): string {
  const speed = (seconds: number) => `${seconds.toFixed(1)} s, ${(rowBytes / 1e6 / seconds).toFixed(1)} MB/s`;
  const rows = rounds.map(({ uploadSeconds, makingSeconds, peakBytes }, i) => [
    String(i + 1),
    speed(uploadSeconds),
    speed(makingSeconds),
    speed(uploadSeconds + makingSeconds),
    ...(peakBytes !== null && idleBytes !== null
      ? [megabytes(idleBytes), megabytes(peakBytes), megabytes(peakBytes - idleBytes)]
      : ['–', '–', '–']),
  ]);
  return markdown(['round', 'upload', 'version', 'together', 'idle', 'peak', 'above idle'], rows).join('\n');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
