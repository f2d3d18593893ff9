import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import request from 'supertest';
import { z } from 'zod';
import { Access, PublicRoute } from '../../../src/platform/auth/access.js';
import { TooManyRequests } from '../../../src/platform/errors/problem.js';
import { Accepts } from '../../../src/platform/http/body.interceptor.js';
import { sendObject } from '../../../src/platform/http/content.js';
import { EventStreams, type ServerSentEvent } from '../../../src/platform/http/event-streams.js';
import { readMultipart } from '../../../src/platform/http/multipart.js';
import { PageQuery } from '../../../src/platform/http/pagination.js';
import { Responds, RespondsContent } from '../../../src/platform/http/responds.js';
import { ObjectStore } from '../../../src/platform/storage/object-store.js';
import { serve, type TestServer } from '../../support/http.js';

const Thing = z.strictObject({ name: z.string(), parts: z.array(z.strictObject({ size: z.number() })).default([]) });
const ThingView = z.object({ id: z.string(), name: z.string() });
const KIB = 1024;

let made = 0;
let release: () => void = () => undefined;
let reached: () => void = () => undefined;

@Controller('things')
class ThingController {
  constructor(
    private readonly store: ObjectStore,
    private readonly streams: EventStreams,
  ) {}

  @Post()
  @Access('write')
  @Responds(ThingView, { status: 201 })
  create(@Body({ schema: Thing }) { name }: z.infer<typeof Thing>) {
    made += 1;
    if (name === 'fails') throw new TooManyRequests('busy', 'Expected fewer requests.', { retryAfter: 7 });
    return { id: `thing_${made}`, name, secret: 'not declared' };
  }

  @Post('slow')
  @Access('write')
  @Responds(ThingView, { status: 201 })
  async slow() {
    await new Promise<void>((resolve) => {
      release = resolve;
      reached();
    });
    return { id: 'thing_slow', name: 'slow' };
  }

  @Post('upload')
  @Access('write')
  @Accepts('multipart/form-data')
  @Responds(z.object({ id: z.string(), sha256: z.string(), options: z.string().optional() }), { status: 201 })
  async upload(@Req() incoming: Request) {
    made += 1;
    const { file, fields } = await readMultipart(incoming, {
      file: 'file',
      fields: ['options'],
      maxFileBytes: 64 * KIB,
      receive: (stream) => this.store.put(`uploads/${made}`, stream),
    });
    return { id: `upload_${made}`, sha256: file.sha256, options: fields.options };
  }

  @Get()
  @PublicRoute()
  @Responds(PageQuery)
  list(@Query({ schema: PageQuery }) page: PageQuery) {
    return page;
  }

  @Get('wrong')
  @PublicRoute()
  @Responds(ThingView)
  wrong() {
    return { id: 7 };
  }

  @Get('content')
  @PublicRoute()
  @RespondsContent(['text/plain'])
  async content(@Req() incoming: Request) {
    await this.store.put('content', Buffer.from('0123456789'));
    return sendObject(this.store, 'content', incoming, { type: 'text/plain', filename: 'zahlen ü.txt' });
  }

  @Get('events')
  @PublicRoute()
  @RespondsContent(['text/event-stream'])
  events(@Req() incoming: Request) {
    return this.streams.open(incoming, async function* (after): AsyncGenerator<ServerSentEvent> {
      for (let id = Number(after ?? 0) + 1; id <= 3; id++) yield { id: String(id), event: 'count', data: { id } };
    });
  }

  @Get('endless')
  @PublicRoute()
  @RespondsContent(['text/event-stream'])
  endless(@Req() incoming: Request) {
    return this.streams.open(incoming, async function* (_after, signal): AsyncGenerator<ServerSentEvent> {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
  }
}

describe('the HTTP platform', () => {
  let home: string;
  let server: TestServer;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'temper-http-'));
    server = await serve(home, [ThingController]);
  });
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  });

  const post = (path = '/things') => request(server.url).post(path).auth(server.key, { type: 'bearer' });
  const idempotent = (key: string, path?: string) => post(path).set('Idempotency-Key', key);

  describe('validation', () => {
    it('names every field that is wrong, and unknown ones', async () => {
      const { status, body, headers } = await post().send({ parts: [{ size: 'big', colour: 1 }], extra: true });
      expect(status).toBe(422);
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(
        ['extra', 'name', 'parts.0.colour', 'parts.0.size'].sort(),
      );
    });

    it('refuses query parameters and bodies that a route does not look at', async () => {
      expect((await post('/things?dryRun=true').send({ name: 'a' })).body).toMatchObject({
        status: 422,
        errors: [{ path: 'dryRun' }],
      });
      expect((await request(server.url).get('/things?limitt=3')).body).toMatchObject({
        status: 422,
        errors: [{ path: 'limitt' }],
      });
      for (const name of ['constructor', '__proto__']) {
        expect((await request(server.url).get(`/things?${name}=3`)).body).toMatchObject({ errors: [{ path: name }] });
      }
      expect((await post('/things/slow').send({ fast: true })).body).toMatchObject({
        status: 422,
        errors: [{ path: 'fast' }],
      });
    });

    it.each(['0', '101', '2.5', 'many', ''])('refuses a page limit of "%s"', async (limit) => {
      expect((await request(server.url).get('/things').query({ limit })).status).toBe(422);
    });
  });

  describe('bodies', () => {
    it.each([
      ['that are no JSON', '{"name":', 400, 'malformed-body'],
      ['of a hundred brackets', '['.repeat(100), 400, 'json-too-deep'],
      ['of more than 4 MiB', JSON.stringify({ name: 'x'.repeat(4 * KIB * KIB) }), 413, 'body-too-large'],
      ['with half a character', '{"name":"\\ud83d"}', 422, 'invalid-request'],
      ['with a field __proto__', '{"name":"a","__proto__":{}}', 422, 'invalid-request'],
      ['with a field constructor', '{"name":"a","constructor":1}', 422, 'invalid-request'],
      ['that are null', 'null', 422, 'invalid-request'],
    ])('%s are refused', async (_what, text, status, code) => {
      const { body } = await post().set('Content-Type', 'application/json').send(text);
      expect(body).toMatchObject({ status, code, requestId: expect.any(String) });
    });

    it('in another encoding than UTF-8 are refused', async () => {
      const { body } = await post()
        .set('Content-Type', 'application/json')
        .serialize((bytes) => bytes)
        .send(Buffer.from('{"name":"caf\xe9"}', 'latin1') as unknown as object);
      expect(body).toMatchObject({ status: 400, detail: expect.stringContaining('UTF-8') });
    });

    it('with brackets inside strings are not deep', async () => {
      expect((await post().send({ name: `"\\${'['.repeat(200)}` })).status).toBe(201);
    });

    it('of another media type are refused', async () => {
      const { body } = await post().set('Content-Type', 'text/csv').send('a,b');
      expect(body).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    });

    it('are not read for a caller without a key', async () => {
      const { status } = await request(server.url).post('/things').set('Content-Type', 'application/json').send('{"na');
      expect(status).toBe(401);
    });
  });

  describe('answers', () => {
    it('hold nothing that the schema does not declare', async () => {
      const { body } = await post().send({ name: 'a' });
      expect(Object.keys(body)).toEqual(['id', 'name']);
    });

    it('that do not fit their schema are our fault, told to the log and not to the caller', async () => {
      const { body } = await request(server.url).get('/things/wrong');
      expect(body).toMatchObject({ status: 500, code: 'internal-error' });
      expect(JSON.stringify(body)).not.toContain('ThingController');
      expect(JSON.stringify(server.log)).toContain('ThingController.wrong answers with what its schema does not allow');
    });

    it('carry Retry-After where a repeat is worth while', async () => {
      const { status, headers } = await post().send({ name: 'fails' });
      expect([status, headers['retry-after']]).toEqual([429, '7']);
    });

    it('to unknown routes are problems too', async () => {
      expect((await request(server.url).get('/nowhere')).body).toMatchObject({ status: 404, code: 'route-not-found' });
      expect((await request(server.url).get('/things/%zz')).body).toMatchObject({ status: 404 });
    });

    it('keep a request id that the caller brings, unless it is not one', async () => {
      const kept = await request(server.url).get('/nowhere').set('X-Request-Id', 'trace-1');
      expect([kept.headers['x-request-id'], kept.body.requestId]).toEqual(['trace-1', 'trace-1']);
      const replaced = await request(server.url).get('/nowhere').set('X-Request-Id', 'x'.repeat(500));
      expect(replaced.headers['x-request-id']).toMatch(/^req_/);
    });
  });

  describe('an Idempotency-Key', () => {
    it('gives the first answer again, and makes nothing twice', async () => {
      const first = await idempotent('again').send({ name: 'once' });
      const count = made;
      const second = await idempotent('again').send({ name: 'once' });
      expect(second.body).toEqual(first.body);
      expect([second.status, second.headers['idempotency-replayed'], made]).toEqual([201, 'true', count]);
    });

    it('refuses another body', async () => {
      await idempotent('other').send({ name: 'first' });
      expect((await idempotent('other').send({ name: 'second' })).body).toMatchObject({
        status: 422,
        code: 'idempotency-key-reused',
      });
    });

    it('answers 409 while the first is in flight', async () => {
      const inFlight = new Promise<void>((resolve) => {
        reached = resolve;
      });
      const first = idempotent('flight', '/things/slow').then((answer) => answer);
      await inFlight;
      expect((await idempotent('flight', '/things/slow')).body).toMatchObject({
        status: 409,
        code: 'request-in-flight',
      });
      release();
      expect((await first).status).toBe(201);
      expect((await idempotent('flight', '/things/slow')).status).toBe(201);
    });

    it('is free again after a failure, after a crash, and after a day', async () => {
      const count = made;
      await idempotent('fails').send({ name: 'fails' });
      expect((await idempotent('fails').send({ name: 'fine' })).status).toBe(201);
      await server.database.query(
        `UPDATE idempotency_keys SET status = NULL, locked_until = now() - interval '1 second' WHERE key = 'fails'`,
      );
      expect((await idempotent('fails').send({ name: 'after the crash' })).status).toBe(201);
      await server.database.query(
        `UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = 'fails'`,
      );
      expect((await idempotent('fails').send({ name: 'the day after' })).status).toBe(201);
      expect(made - count).toBe(4);
    });

    it('keeps what it answers where the database alone does not give it away', async () => {
      await idempotent('sealed').send({ name: 'sensitive' });
      const [row] = await server.database.query<{ answer: Buffer }>(
        `SELECT answer FROM idempotency_keys WHERE key = 'sealed'`,
      );
      expect(row!.answer.toString('latin1')).not.toContain('sensitive');
    });

    it('works for uploads, whatever their boundary', async () => {
      const upload = (content: string) =>
        idempotent('upload', '/things/upload').attach('file', Buffer.from(content), 'a.csv');
      const first = await upload('1,2');
      expect(first.status).toBe(201);
      expect((await upload('1,2')).body).toEqual(first.body);
      expect((await upload('1,3')).body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    });

    it('of 256 characters is refused', async () => {
      expect((await idempotent('x'.repeat(256)).send({ name: 'a' })).status).toBe(422);
    });
  });

  describe('uploads', () => {
    it('stream into the store, with fields before or after', async () => {
      const { body } = await post('/things/upload').attach('file', Buffer.from('abc'), 'a.txt').field('options', '{}');
      expect(body).toMatchObject({
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        options: '{}',
      });
    });

    it.each([
      ['too large a file', (to: request.Test) => to.attach('file', Buffer.alloc(65 * KIB), 'a'), 413, 'file-too-large'],
      ['no file', (to: request.Test) => to.field('options', '{}'), 422, 'missing-file'],
      ['an unknown file', (to: request.Test) => to.attach('other', Buffer.from('a'), 'a'), 422, 'unexpected-part'],
      [
        'an unknown field',
        (to: request.Test) => to.field('x', '1').attach('file', Buffer.from('a'), 'a'),
        422,
        'unexpected-part',
      ],
      [
        'two files',
        (to: request.Test) => to.attach('file', Buffer.from('a'), 'a').attach('file', Buffer.from('b'), 'b'),
        422,
        'unexpected-part',
      ],
      [
        'a broken body',
        (to: request.Test) => to.set('Content-Type', 'multipart/form-data; boundary=x').send('--x\r\n'),
        400,
        'malformed-multipart',
      ],
      [
        'no boundary',
        (to: request.Test) => to.set('Content-Type', 'multipart/form-data').send('x'),
        400,
        'malformed-multipart',
      ],
    ])('with %s are refused', async (_what, fill, status, code) => {
      const { body } = await fill(post('/things/upload'));
      expect(body).toMatchObject({ status, code });
    });
  });

  describe('content', () => {
    it('is sent whole, or the range that was asked for', async () => {
      const whole = await request(server.url).get('/things/content');
      expect([whole.status, whole.text, whole.headers['content-length']]).toEqual([200, '0123456789', '10']);
      const part = await request(server.url).get('/things/content').set('Range', 'bytes=2-4');
      expect([part.status, part.text, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10']);
      const end = await request(server.url).get('/things/content').set('Range', 'bytes=-1');
      expect(end.text).toBe('9');
    });

    it('beyond its end is refused', async () => {
      const { status, headers } = await request(server.url).get('/things/content').set('Range', 'bytes=10-');
      expect([status, headers['content-range']]).toEqual([416, 'bytes */10']);
    });
  });

  describe('live events', () => {
    it('resume after the last id that was seen', async () => {
      const all = await request(server.url).get('/things/events');
      expect(all.headers['content-type']).toContain('text/event-stream');
      expect(all.text.match(/^id: \d/gm)).toEqual(['id: 1', 'id: 2', 'id: 3']);
      const rest = await request(server.url).get('/things/events').set('Last-Event-ID', '2');
      expect(rest.text).toContain('id: 3\nevent: count\ndata: {"id":3}\n\n');
      expect(rest.text).not.toContain('id: 2');
    });
  });

  describe('shutting down', () => {
    it('ends live streams and still answers what is under way', async () => {
      const other = await serve(home, [ThingController]);
      const stream = await fetch(`${other.url}/things/endless`);
      const inFlight = new Promise<void>((resolve) => {
        reached = resolve;
      });
      const slow = request(other.url)
        .post('/things/slow')
        .auth(other.key, { type: 'bearer' })
        .then((answer) => answer);
      await inFlight;
      const stopped = other.stop();
      expect(await stream.text()).toContain(': open');
      release();
      expect((await slow).status).toBe(201);
      await stopped;
    });
  });

  it('writes no key to its log', () => {
    const log = JSON.stringify(server.log);
    expect(server.log.length).toBeGreaterThan(0);
    expect(log).not.toContain(server.key.split('_')[2]);
  });
});
