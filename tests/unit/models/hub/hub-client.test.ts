import { HubUnavailable } from '../../../../src/models/hub/hub.errors.js';
import { HubClient } from '../../../../src/models/hub/hub-client.js';
import { answers, dropAfter, silentAfter } from '../../../support/hub-faults.js';
import { HUB_TOKEN, startHub, type TestHub } from '../../../support/hub-server.js';

const { signal } = new AbortController();
const files = {
  'config.json': '{}',
  'tokenizer.json': 'a',
  'model.safetensors': 'weights',
  'vocab.txt': 'b',
  'README.md': '',
};

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
beforeEach(() => {
  hub.reset();
  hub.add('acme/open', files, { revisions: ['main', 'v1.0', 'refs/pr/3'] });
  hub.add('acme/secret', files, { access: 'private' });
  hub.add('acme/gated', files, { access: 'gated' });
});
afterAll(() => hub.stop());

const client = (token: string | null = null, changes = {}) =>
  new HubClient({ endpoint: hub.url, token, silenceMs: 5_000, retryDelaysMs: [1, 1], ...changes });
const resolve = (repo: string, revision = 'main', token: string | null = null) =>
  client(token).resolve(repo, revision, signal);

describe('a revision', () => {
  it.each(['main', 'v1.0', 'refs/pr/3'])('%s is resolved to its commit', async (revision) => {
    const commit = hub.add('acme/open', files, { revisions: [revision] });
    expect(await resolve('acme/open', revision)).toBe(commit);
    expect(await resolve('acme/open', commit)).toBe(commit);
  });

  it('is not taken for another commit than the one that was asked for', async () => {
    const body = JSON.stringify({ sha: 'b'.repeat(40) });
    hub.fault(/revision/, answers(200, { 'content-type': 'application/json' }, body));
    await expect(resolve('acme/open', 'a'.repeat(40))).rejects.toMatchObject({ code: 'hub-answer-invalid' });
  });
});

describe('a listing', () => {
  it('has all pages, with sizes and hashes, and files alone', async () => {
    const commit = await resolve('acme/open');
    const found = await client().list('acme/open', commit, signal);
    expect(found.map(({ path }) => path)).toEqual(Object.keys(files));
    expect(found.find(({ path }) => path === 'model.safetensors')).toEqual({
      path: 'model.safetensors',
      size: 7,
      hash: { algorithm: 'sha256', value: '9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c' },
    });
    // As `sha256sum` and `git hash-object --stdin` have them.
    expect(found[1]).toEqual({
      path: 'tokenizer.json',
      size: 1,
      hash: { algorithm: 'git-blob', value: '2e65efe2a145dda7ee51d1741299f848e5bf752e' },
    });
  });
});

describe('what is refused', () => {
  it.each([
    ['a repository that is not there', 'acme/none', 'main', null, 'hub-repo-not-found', /set HF_TOKEN/],
    ['the same with a token', 'acme/none', 'main', HUB_TOKEN, 'hub-repo-not-found', /HF_TOKEN may not see it/],
    ['a private repository', 'acme/secret', 'main', null, 'hub-repo-not-found', /private or gated: then set HF_TOKEN/],
    ['a token that is no good', 'acme/open', 'main', 'hf_old', 'hub-access-denied', /refuses HF_TOKEN/],
    ['a revision that is not there', 'acme/open', 'v9', null, 'hub-revision-not-found', /no revision "v9"/],
  ])('names %s', async (_, repo, revision, token, code, message) => {
    const refusal = expect(resolve(repo, revision, token)).rejects;
    await refusal.toMatchObject({ code, detail: expect.stringMatching(message) });
    expect(hub.requests).toHaveLength(1);
  });

  it.each([
    ['without a token', null, /Ask for access at .*acme\/gated, then set HF_TOKEN/],
    ['with one', HUB_TOKEN, /Access to this model is restricted.*Ask for access at .*acme\/gated/],
  ])('tells how to come by a gated repository, %s', async (_, token, message) => {
    const commit = await resolve('acme/gated', 'main', token);
    const opened = client(token).open('acme/gated', commit, 'config.json', 0, signal);
    await expect(opened).rejects.toMatchObject({ code: 'hub-access-denied', detail: expect.stringMatching(message) });
  });

  it.each([
    ['a mirror without error codes, by its status', answers(404), 'main', 'hub-repo-not-found'],
    ['a revision likewise', answers(404), 'v2', 'hub-revision-not-found'],
    ['a page of a portal', answers(200, { 'content-type': 'text/html' }, '<html>'), 'main', 'hub-answer-invalid'],
    ['JSON of something else', answers(200, {}, '{"a": 1}'), 'main', 'hub-answer-invalid'],
    ['no object at all', answers(200, {}, 'null'), 'main', 'hub-answer-invalid'],
    ['an answer without end', answers(200, {}, ' '.repeat(17 * 1024 * 1024)), 'main', 'hub-answer-invalid'],
    ['a redirect to a file', answers(302, { location: 'file:///etc/passwd' }), 'main', 'hub-answer-invalid'],
    ['a status that means nothing here', answers(418), 'main', 'hub-answer-invalid'],
  ])('understands %s', async (_, fault, revision, code) => {
    hub.fault(/revision/, fault);
    await expect(resolve('acme/open', revision)).rejects.toMatchObject({ code });
  });

  it('does not follow redirects in circles', async () => {
    hub.fault(/revision/, answers(302, { location: '/api/models/acme/open/revision/main' }), { always: true });
    await expect(resolve('acme/open')).rejects.toMatchObject({ detail: expect.stringMatching(/more than 10 times/) });
  });
});

describe('what may pass', () => {
  it.each([
    ['a server error', answers(503)],
    ['too many requests', answers(429, { 'retry-after': '0' })],
    ['a connection that breaks', dropAfter(3)],
  ])('is tried again: %s', async (_, fault) => {
    hub.fault(/revision/, fault);
    hub.fault(/revision/, fault);
    await resolve('acme/open');
    expect(hub.requests).toHaveLength(3);
  });

  it('is not tried for ever', async () => {
    hub.fault(/revision/, answers(500), { always: true });
    await expect(resolve('acme/open')).rejects.toThrow(HubUnavailable);
    expect(hub.requests).toHaveLength(3);
  });

  it('is left to a later attempt when the Hub asks for a long pause', async () => {
    hub.fault(/revision/, answers(429, { 'retry-after': '300' }), { always: true });
    await expect(resolve('acme/open')).rejects.toMatchObject({ code: 'hub-unavailable', retryAfter: 300 });
    expect(hub.requests).toHaveLength(1);
  });

  it('is a server that falls silent', async () => {
    hub.fault(/revision/, silentAfter(3));
    await client(null, { silenceMs: 200 }).resolve('acme/open', 'main', signal);
    expect(hub.requests.length).toBeGreaterThan(1);
  });

  it('is said to be unreachable, with the reason, when nobody is there', async () => {
    const gone = await startHub();
    await gone.stop();
    const nobody = client(null, { endpoint: gone.url });
    await expect(nobody.resolve('acme/open', 'main', signal)).rejects.toMatchObject({
      code: 'hub-unavailable',
      detail: expect.stringMatching(/^127\.0\.0\.1:\d+ could not be reached.*ECONNREFUSED.*HF_ENDPOINT/),
    });
  });

  it('ends at once when it is no longer wanted', async () => {
    const asked = new Promise<void>((seen) => hub.fault(/revision/, () => seen()));
    const abort = new AbortController();
    const answer = client().resolve('acme/open', 'main', abort.signal);
    await asked;
    abort.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the token', () => {
  it('goes to the endpoint alone, through any chain of redirects', async () => {
    const commit = await resolve('acme/secret', 'main', HUB_TOKEN);
    const answer = await client(HUB_TOKEN).open('acme/secret', commit, 'model.safetensors', 0, signal);
    expect(await answer.response.text()).toBe('weights');
    expect(hub.requests.map(({ server, authorization }) => [server, authorization])).toEqual([
      ['hub', `Bearer ${HUB_TOKEN}`],
      ['hub', `Bearer ${HUB_TOKEN}`],
      ['cdn', undefined],
      ['cdn', undefined],
    ]);
  });

  it('does not follow a listing to another server', async () => {
    const other = await startHub();
    const commit = other.add('acme/secret', files);
    hub.add('acme/secret', files, { access: 'private' });
    const next = `<${other.url}/api/models/acme/secret/tree/${commit}>; rel="next"`;
    hub.fault(/tree/, answers(200, { link: next }, '[]'));
    await client(HUB_TOKEN).list('acme/secret', commit, signal);
    expect(other.requests[0]).toMatchObject({ authorization: undefined });
    await other.stop();
  });

  it('is not repeated in an error, though the server does', async () => {
    hub.fault(/revision/, answers(403, { 'x-error-message': `no: ${HUB_TOKEN} is not enough` }));
    const refusal = await resolve('acme/open', 'main', HUB_TOKEN).catch((error: Error) => error);
    expect(refusal).toMatchObject({ detail: expect.stringMatching(/no: … is not enough/) });
    expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain(HUB_TOKEN);
  });
});
