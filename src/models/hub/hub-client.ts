import { listFiles, modelInfo } from '@huggingface/hub';
import { DomainError } from '../../platform/errors/problem.js';
import { HubAnswerInvalid, HubRepoRefused, type HubTarget } from './hub.errors.js';
import { HubEntry, type HubFile, toHubFile } from './hub-file.js';
import { type HubAnswer, HubHttp, type HubSettings } from './hub-http.js';
import { refusalOf } from './hub-refusal.js';
import { Patience } from './patience.js';

/** Of one page of an answer, unpacked. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** Files and folders at the top of a repository. */
const MAX_ENTRIES = 10_000;
const COMMIT = /^[0-9a-f]{40}$/;

/**
 * The questions that an import asks the Hub. Paths and shapes of its API are the library's; requests go through `HubHttp`,
 * so the library never sees the token.
 */
export class HubClient {
  private readonly http: HubHttp;

  constructor(private readonly settings: HubSettings) {
    this.http = new HubHttp(settings);
  }

  /** Waits between tries, told to whoever wants to know. */
  patience(tell?: ConstructorParameters<typeof Patience>[1]): Patience {
    return new Patience(this.settings.retryDelaysMs, tell);
  }

  /** The commit that a revision stands for just now. */
  async resolve(repo: string, revision: string, signal: AbortSignal): Promise<string> {
    const { endpoint } = this.settings;
    const fetch = this.fetchFor({ endpoint, repo, revision }, signal);
    const info = await this.understood(() =>
      modelInfo({ name: repo, revision, additionalFields: ['sha'], hubUrl: endpoint, fetch }),
    );
    if (!COMMIT.test(info.sha) || (COMMIT.test(revision) && info.sha !== revision)) {
      throw new HubAnswerInvalid(
        `${endpoint} says that "${revision}" of ${repo} is the commit ${JSON.stringify(info.sha)}`,
      );
    }
    return info.sha;
  }

  /** The files at the top of a repository, where a model's lie: no folder below it is looked into. */
  async list(repo: string, commit: string, signal: AbortSignal): Promise<HubFile[]> {
    const { endpoint } = this.settings;
    const fetch = this.fetchFor({ endpoint, repo, revision: commit }, signal);
    const entries = listFiles({ repo: { type: 'model', name: repo }, revision: commit, hubUrl: endpoint, fetch });
    return this.understood(async () => {
      const files: HubFile[] = [];
      let count = 0;
      for await (const raw of entries) {
        if (++count > MAX_ENTRIES) {
          throw new HubRepoRefused(
            'archive-too-large',
            `${repo} has more than ${MAX_ENTRIES} entries at its top; expected a repository of one model.`,
          );
        }
        const entry = HubEntry.parse(raw);
        if (entry.type === 'file') files.push(toHubFile(entry));
      }
      return files;
    });
  }

  /** A file's bytes from `from` on; 206 says that the other side has skipped those before, 200 that it has not. */
  async open(repo: string, commit: string, path: string, from: number, signal: AbortSignal): Promise<HubAnswer> {
    const { endpoint, token } = this.settings;
    const name = path.split('/').map(encodeURIComponent).join('/');
    // Without `identity` a proxy may pack the bytes, and then neither their number nor their place is what was asked for.
    const headers = { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) };
    const answer = await this.http.send(`${endpoint}/${repo}/resolve/${commit}/${name}`, { headers }, signal);
    if (answer.response.ok) return answer;
    await answer.response.body?.cancel();
    throw refusalOf(answer, { endpoint, repo, revision: commit }, token);
  }

  /** `fetch` as the library calls it: answers are whole and good, or an error of ours is thrown. */
  private fetchFor(target: HubTarget, signal: AbortSignal): typeof fetch {
    return async (input, init) => {
      const patience = this.patience();
      for (;;) {
        try {
          return await this.ask(String(input), init ?? {}, target, signal);
        } catch (error) {
          await patience.after(error, signal);
        }
      }
    };
  }

  private async ask(address: string, init: RequestInit, target: HubTarget, signal: AbortSignal): Promise<Response> {
    const answer = await this.http.send(address, init, signal);
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of answer.chunks()) {
      bytes += piece.byteLength;
      if (bytes > MAX_ANSWER_BYTES) {
        throw new HubAnswerInvalid(
          `${answer.host} answers with more than ${MAX_ANSWER_BYTES} bytes; expected a short JSON`,
        );
      }
      pieces.push(piece);
    }
    const { status, headers, ok } = answer.response;
    if (!ok) throw refusalOf(answer, target, this.settings.token);
    return new Response(Buffer.concat(pieces), { status, headers });
  }

  /** The library trusts what it is told; whatever it stumbles over, the answer was not the Hub's. */
  private async understood<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      if (error instanceof DomainError || (error as Error).name === 'AbortError') throw error;
      throw new HubAnswerInvalid(
        `${this.settings.endpoint} answers with what can't be read as the Hub's API: ${(error as Error).message}`,
      );
    }
  }
}
