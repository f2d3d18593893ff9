import { constants } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOfFile } from './hash-of-file.js';
import { HubFileMismatch, HubUnavailable } from './hub.errors.js';
import type { HubClient } from './hub-client.js';
import type { HubFile } from './hub-file.js';
import type { HubAnswer } from './hub-http.js';

/** A try that brought this much is worth another one, however often it has broken off before. */
const WORTHWHILE_BYTES = 1024 * 1024;
/** Never truncates: another process that is taken for dead and still writes, writes the same bytes to the same places. */
const WRITE = constants.O_WRONLY | constants.O_CREAT;

/** Where the files of a download come from and go to. */
export interface HubDownloadPlace {
  readonly repo: string;
  readonly commit: string;
  /** The folder they go to: of this commit alone, so that what lies there already is a part of the same bytes. */
  readonly folder: string;
}

/** Told of what happens on the way. */
export interface HubDownloadNews {
  /** So many bytes of the file are here. */
  progress(path: string, bytes: number): void;
  /** Going on with what an earlier try or an earlier attempt has left. */
  resumed(path: string, bytes: number): void;
  interrupted(path: string, error: HubUnavailable, waitMs: number): void;
}

/** Fetches files of one commit. What is on disk already is not fetched again, whoever left it there, but it is checked. */
export class HubDownload {
  constructor(
    private readonly client: HubClient,
    private readonly place: HubDownloadPlace,
    private readonly news: HubDownloadNews,
  ) {}

  /** @throws HubFileMismatch when what arrives, twice in a row, is not what the listing says */
  async fetch(file: HubFile, signal: AbortSignal): Promise<void> {
    const target = join(this.place.folder, file.path);
    const partial = `${target}.partial`;
    if (await this.isRight(target, file, signal)) {
      this.news.progress(file.path, file.size);
      return;
    }
    for (let again = false; ; again = true) {
      await this.complete(partial, file, signal);
      const found = await this.wrongHash(partial, file, signal);
      if (found === null) break;
      // Part of it may have come from an earlier attempt, or through a proxy that was at fault once.
      await rm(partial);
      if (again) throw otherHash(file, found);
    }
    await rename(partial, target);
  }

  private async isRight(path: string, file: HubFile, signal: AbortSignal): Promise<boolean> {
    if ((await sizeOf(path)) !== file.size) return false;
    return (await this.wrongHash(path, file, signal)) === null;
  }

  private async wrongHash(path: string, { size, hash }: HubFile, signal: AbortSignal): Promise<string | null> {
    if (!hash) return null;
    const found = await hashOfFile(path, size, hash.algorithm, signal);
    return found === hash.value ? null : found;
  }

  /** Tries until `partial` has as many bytes as the file. */
  private async complete(partial: string, file: HubFile, signal: AbortSignal): Promise<void> {
    const { path, size } = file;
    const patience = this.client.patience((error, waitMs) => this.news.interrupted(path, error, waitMs));
    if (((await sizeOf(partial)) ?? 0) > size) await rm(partial);
    for (;;) {
      const from = (await sizeOf(partial)) ?? 0;
      if (from > 0) this.news.resumed(path, from);
      try {
        await this.transfer(partial, file, from, signal);
        return;
      } catch (error) {
        const gained = ((await sizeOf(partial)) ?? 0) - from;
        if (gained >= WORTHWHILE_BYTES) patience.renew();
        await patience.after(error, signal);
      }
    }
  }

  private async transfer(partial: string, file: HubFile, from: number, signal: AbortSignal): Promise<void> {
    const handle = await open(partial, WRITE);
    try {
      if (from === file.size) return;
      const { repo, commit } = this.place;
      const answer = await this.client.open(repo, commit, file.path, from, signal);
      let at = await startOf(answer, file, from);
      for await (const chunk of answer.chunks()) {
        if (at + chunk.byteLength > file.size) throw otherSize(file, 'more');
        await handle.write(chunk, 0, chunk.byteLength, at);
        at += chunk.byteLength;
        this.news.progress(file.path, at);
      }
      if (at < file.size) {
        throw new HubUnavailable(`${answer.host} ended ${file.path} after ${at} of ${file.size} bytes`);
      }
    } finally {
      await handle.close();
    }
  }
}

/**
 * Where the first byte of an answer belongs: those who don't know ranges send all of it. What an answer says of its own
 * length is compared with the listing first, so that nothing is written that can't be right.
 */
async function startOf({ response, host }: HubAnswer, file: HubFile, asked: number): Promise<number> {
  const problem =
    response.status === 206 ? wrongRange(response.headers, file, asked) : wrongLength(response.headers, file);
  if (!problem) return response.status === 206 ? asked : 0;
  await response.body?.cancel();
  throw problem(host);
}

type Problem = (host: string) => Error;

function wrongRange(headers: Headers, file: HubFile, asked: number): Problem | null {
  const said = headers.get('content-range') ?? '';
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(said) ?? [];
  if (Number(start) !== asked) {
    return (host) => new HubUnavailable(`${host} was asked for the bytes from ${asked} on, and sends "${said}"`);
  }
  return total === '*' || Number(total) === file.size ? null : () => otherSize(file, total!);
}

/** A packed body's length is not the file's. */
function wrongLength(headers: Headers, file: HubFile): Problem | null {
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  return length === null || Number(length) === file.size ? null : () => otherSize(file, length);
}

function otherSize({ path, size }: HubFile, found: string): HubFileMismatch {
  return new HubFileMismatch(path, `should have ${size} bytes by the listing of its repository, and has ${found}`);
}

function otherHash({ path, hash }: HubFile, found: string): HubFileMismatch {
  return new HubFileMismatch(path, `should have the ${hash!.algorithm} hash ${hash!.value}, and has ${found}`);
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? found.size : null;
}
