import { HubAnswerInvalid, HubUnavailable } from './hub.errors.js';

/** How a Hub is reached. The times are settings only so that tests need not wait for them. */
export interface HubSettings {
  /** `HF_ENDPOINT`, without a slash at the end. */
  readonly endpoint: string;
  readonly token: string | null;
  /** How long the other side may say nothing. */
  readonly silenceMs: number;
  /** Waited before each further try; the one after the last of these is not made. */
  readonly retryDelaysMs: readonly number[];
}

export const HUB_TIMES = { silenceMs: 60_000, retryDelaysMs: [500, 1_000, 2_000, 4_000, 8_000] };

export interface HubAnswer {
  readonly response: Response;
  /** Who answered in the end: for messages, which never hold a whole URL, since links to files are signed. */
  readonly host: string;
  /** Whether that is the endpoint itself, and not a place it redirects to. */
  readonly isEndpoint: boolean;
  /** The body, piece by piece. @throws HubUnavailable when it breaks off */
  chunks(): AsyncGenerator<Uint8Array>;
}

const MAX_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * HTTP as the Hub needs it. Redirects are followed here and not by `fetch`, so that it can be read in one place that the
 * token goes to the endpoint's own origin and nowhere else. Nothing thrown here says more of a URL than its host.
 */
export class HubHttp {
  private readonly origin: string;

  constructor(private readonly settings: HubSettings) {
    this.origin = new URL(settings.endpoint).origin;
  }

  /** @throws HubUnavailable when nobody answers; an answer of any status but a redirect is returned. */
  async send(address: string, init: RequestInit, signal: AbortSignal): Promise<HubAnswer> {
    let url = new URL(address);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const answer = await this.once(url, init, signal);
      const location = REDIRECTS.has(answer.response.status) && answer.response.headers.get('location');
      if (!location) return answer;
      await answer.response.body?.cancel();
      url = follow(url, location);
    }
    throw new HubAnswerInvalid(`${this.settings.endpoint} redirects more than ${MAX_REDIRECTS} times`);
  }

  private async once(url: URL, init: RequestInit, outer: AbortSignal): Promise<HubAnswer> {
    const isEndpoint = url.origin === this.origin;
    const headers = new Headers(init.headers);
    headers.set('user-agent', 'temper');
    if (isEndpoint && this.settings.token) headers.set('authorization', `Bearer ${this.settings.token}`);
    const listening = new Listening(url.host, this.settings.silenceMs, outer);
    const response = await listening.hear(
      fetch(url, { ...init, headers, redirect: 'manual', signal: listening.signal }),
    );
    return { response, host: url.host, isEndpoint, chunks: () => chunksOf(response, listening) };
  }
}

async function* chunksOf({ body }: Response, listening: Listening): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await listening.hear(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    // Somebody who has read enough hangs up.
    await reader.cancel().catch(() => {});
  }
}

/** Waits for the other side, but not for ever, and not after the caller has lost interest. */
class Listening {
  private readonly hangUp = new AbortController();
  readonly signal: AbortSignal;

  constructor(
    private readonly host: string,
    private readonly silenceMs: number,
    private readonly outer: AbortSignal,
  ) {
    this.signal = AbortSignal.any([outer, this.hangUp.signal]);
  }

  async hear<T>(words: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.hangUp.abort(), this.silenceMs);
    try {
      return await words;
    } catch (error) {
      this.outer.throwIfAborted();
      throw new HubUnavailable(
        this.hangUp.signal.aborted
          ? `${this.host} said nothing for ${this.silenceMs / 1_000} s`
          : `${this.host} could not be reached, or hung up: ${reasonOf(error)}`,
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

function follow(from: URL, location: string): URL {
  const next = URL.canParse(location, from) ? new URL(location, from) : null;
  const safe = next?.protocol === 'https:' || (next?.protocol === 'http:' && from.protocol === 'http:');
  if (!next || !safe) throw new HubAnswerInvalid(`${from.host} redirects to what is no https URL`);
  return next;
}

/** The innermost words: `fetch` itself says "fetch failed" and no more. */
function reasonOf(error: unknown): string {
  let { message, cause } = error as Error;
  while (cause instanceof Error) {
    message = cause.message || (cause as NodeJS.ErrnoException).code || message;
    cause = cause.cause;
  }
  return message;
}
