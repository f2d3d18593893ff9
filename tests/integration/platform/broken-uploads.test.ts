import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import request from 'supertest';
import { z } from 'zod';
import { Access } from '../../../src/platform/auth/access.js';
import { Accepts } from '../../../src/platform/http/body.interceptor.js';
import { readMultipart } from '../../../src/platform/http/multipart.js';
import { Responds } from '../../../src/platform/http/responds.js';
import { ObjectStore } from '../../../src/platform/storage/object-store.js';
import { serve, type TestServer } from '../../support/http.js';

@Controller('uploads')
class UploadController {
  constructor(private readonly store: ObjectStore) {}

  @Post()
  @Access('write')
  @Accepts('multipart/form-data')
  @Responds(z.object({ sha256: z.string() }), { status: 201 })
  async upload(@Req() incoming: Request) {
    const { file } = await readMultipart(incoming, {
      file: 'file',
      fields: ['options'],
      maxFileBytes: 1024,
      receive: (stream) => this.store.put('upload', stream),
    });
    return file;
  }
}

/** Bodies that no HTTP library would send. */
describe('an upload', () => {
  let home: string;
  let server: TestServer;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'temper-uploads-'));
    server = await serve(home, [UploadController]);
  });
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  });

  const send = (lines: string[], headers = {}) =>
    request(server.url)
      .post('/uploads')
      .auth(server.key, { type: 'bearer' })
      .set({ 'Content-Type': 'multipart/form-data; boundary=x', ...headers })
      .send(lines.join('\r\n'));
  const opened = ['--x', 'Content-Disposition: form-data; name="file"; filename="a.csv"', '', 'text,label'];
  const whole = [...opened, '--x--', ''];

  it('that ends inside its file is refused, whoever reads it', async () => {
    const malformed = { status: 400, code: 'malformed-multipart' };
    expect((await send(opened)).body).toMatchObject(malformed);
    const again = { 'Idempotency-Key': 'again' };
    expect((await send(whole, again)).status).toBe(201);
    expect((await send(opened, again)).body).toMatchObject(malformed);
  });

  it.each([
    ['file', 'form-data; filename="a"'],
    ['field', 'form-data'],
  ])('with a %s that has no name is refused, saying so', async (kind, disposition) => {
    const { body } = await send(['--x', `Content-Disposition: ${disposition}`, '', 'a', '--x--', '']);
    expect(body).toMatchObject({
      status: 422,
      code: 'unexpected-part',
      detail: expect.stringContaining(`a ${kind} without a name`),
      errors: [{ path: '' }],
    });
  });
});
