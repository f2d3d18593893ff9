import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HubFault, HubReply } from './hub-faults.js';
import type { ModelFiles } from './tiny-model.js';

interface Repo {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly commit: string;
  readonly revisions: readonly string[];
  readonly access: RepoAccess;
}

/** `gated`: everybody may see what there is, and nobody may have it. */
export type RepoAccess = 'public' | 'private' | 'gated';

export interface HubRequestSeen {
  readonly server: 'hub' | 'cdn';
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
}

export type TestHub = Awaited<ReturnType<typeof startHub>>;

const PAGE = 3;
/** The token that may read what is private here. */
export const HUB_TOKEN = 'hf_thetokenofthetests';

/**
 * A Hugging Face Hub as far as an import sees it, with its own paths and headers: revisions, listings by pages, files behind
 * redirects, the large ones (Git LFS) on another server that takes ranges and refuses whoever brings a token along.
 */
export async function startHub() {
  const repos = new Map<string, Repo>();
  const requests: HubRequestSeen[] = [];
  const faults: { path: RegExp; fault: HubFault; always: boolean }[] = [];

  const serve = (name: 'hub' | 'cdn', answer: (request: IncomingMessage, url: URL) => HubReply) =>
    listen(async (request, response) => {
      const url = new URL(request.url!, 'http://here');
      const { authorization, range } = request.headers;
      requests.push({ server: name, method: request.method!, path: url.pathname, authorization, range });
      const at = faults.findIndex(({ path }) => path.test(`${name} ${url.pathname}`));
      const found = faults[at];
      if (found && !found.always) faults.splice(at, 1);
      const reply = answer(request, url);
      if (found) await found.fault(reply, request, response);
      else send(reply, response);
    });

  const blobs = () =>
    new Map([...repos.values()].flatMap(({ files }) => [...files.values()].map((b) => [sha256(b), b])));
  const cdn = await serve('cdn', (request, url) => {
    if (request.headers.authorization) return { status: 400, body: Buffer.from('only one auth mechanism allowed') };
    const [, kind, hash] = url.pathname.split('/');
    if (kind === 'bridge') return { status: 302, headers: { location: `/blobs/${hash}?Signature=secret` } };
    return ranged(blobs().get(hash!)!, request.headers.range);
  });

  const hub = await serve('hub', (request, url) => {
    const [, api, name, verb, rest] =
      /^\/(api\/models\/)?(.+?)\/(revision|tree|resolve|cache)\/(.+)$/.exec(url.pathname) ?? [];
    const [revision, ...path] = rest?.split('/') ?? [];
    const token = request.headers.authorization?.replace('Bearer ', '');
    const found = open(repos.get(name!), decodeURIComponent(revision!), { token, isFile: !api });
    if ('status' in found) return found;
    const { commit, files } = found;
    if (verb === 'revision') return json({ _id: '1', id: name, sha: commit, lastModified: '2025-01-01T00:00:00.000Z' });
    if (verb === 'tree') return page([...files], url, hub.url);
    const body = files.get(path.map(decodeURIComponent).join('/'));
    if (!body) return { status: 404, headers: { 'x-error-code': 'EntryNotFound' } };
    if (verb === 'cache') return ranged(body, request.headers.range);
    const common = { 'x-repo-commit': commit, etag: `"${gitOid(body)}"` };
    if (!isLarge(path.at(-1)!)) {
      return { status: 307, headers: { ...common, location: `/${name}/cache/${rest}` } };
    }
    const linked = { 'x-linked-size': String(body.length), 'x-linked-etag': `"${sha256(body)}"` };
    return {
      status: 302,
      headers: { ...common, ...linked, location: `${cdn.url}/bridge/${sha256(body)}?token=signed` },
    };
  });

  return {
    url: hub.url,
    requests,
    /** The paths of requests for files, in order, each as the server that got it and its range. */
    fileRequests: (name: string) =>
      requests
        .filter(({ path }) => path.endsWith(`/${name}`) && path.includes('/resolve/'))
        .map(({ range }) => range ?? 'all'),
    /** Answers with the commit. The same name again moves its revisions to other files. */
    add(name: string, files: ModelFiles, { access = 'public' as RepoAccess, revisions = ['main'] } = {}): string {
      const contents = new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
      const commit = createHash('sha1').update(name);
      for (const [path, content] of contents) commit.update(path).update(content);
      const repo: Repo = { files: contents, commit: commit.digest('hex'), revisions, access };
      repos.set(name, repo);
      return repo.commit;
    },
    /** The next request for a path does something else instead; `always`: all of them. Paths are prefixed: `cdn /blobs/…`. */
    fault(path: RegExp, fault: HubFault, { always = false } = {}): void {
      faults.push({ path, fault, always });
    },
    reset(): void {
      faults.splice(0);
      requests.splice(0);
    },
    stop: async () => {
      await hub.stop();
      await cdn.stop();
    },
  };
}

interface Asked {
  token: string | undefined;
  isFile: boolean;
}

/** What the Hub lets somebody see. It does not tell strangers which private repositories there are. */
function open(repo: Repo | undefined, revision: string, { token, isFile }: Asked): Repo | HubReply {
  if (token && token !== HUB_TOKEN) return problem(401, null, 'Invalid credentials in Authorization header');
  if (!repo || (repo.access === 'private' && !token)) {
    return token
      ? problem(404, 'RepoNotFound', 'Repository not found')
      : problem(401, 'RepoNotFound', 'Invalid username or password.');
  }
  if (![repo.commit, ...repo.revisions].includes(revision)) {
    return problem(404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
  }
  if (repo.access === 'gated' && isFile) {
    return problem(token ? 403 : 401, 'GatedRepo', 'Access to this model is restricted.');
  }
  return repo;
}

function page(files: [string, Buffer][], url: URL, base: string): HubReply {
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const entries = files.slice(from, from + PAGE).map(([path, body]) => {
    const entry = { type: 'file', oid: gitOid(body), size: body.length, path };
    if (!isLarge(path)) return entry;
    const pointerSize = 134;
    return { ...entry, oid: '0'.repeat(40), lfs: { oid: sha256(body), size: body.length, pointerSize }, xetHash: 'x' };
  });
  if (from === 0) entries.push({ type: 'directory', oid: '1'.repeat(40), size: 0, path: 'onnx' });
  const next = `<${base}${url.pathname}?recursive=false&cursor=${from + PAGE}>; rel="next"`;
  return json(entries, files.length > from + PAGE ? { link: next } : {});
}

function ranged(body: Buffer, range: string | undefined): HubReply {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  if (from === 0) return { status: 200, headers: { 'accept-ranges': 'bytes' }, body };
  if (from >= body.length) return { status: 416, headers: { 'content-range': `bytes */${body.length}` } };
  const headers = { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` };
  return { status: 206, headers, body: body.subarray(from) };
}

export function send({ status, headers = {}, body = Buffer.alloc(0) }: HubReply, response: ServerResponse): void {
  response.writeHead(status, { 'content-length': body.length, ...headers });
  response.end(body);
}

function json(value: unknown, headers: Record<string, string> = {}): HubReply {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

function problem(status: number, code: string | null, message: string): HubReply {
  return { ...json({ error: message }, { ...(code && { 'x-error-code': code }), 'x-error-message': message }), status };
}

async function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server: Server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const isLarge = (path: string) => path.endsWith('.safetensors');
const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');
const gitOid = (body: Buffer) => createHash('sha1').update(`blob ${body.length}\0`).update(body).digest('hex');
