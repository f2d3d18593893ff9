import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { z } from 'zod';
import { Accepts } from './body.interceptor.js';

const JSON_TYPE = 'application/json';
const MULTIPART_TYPE = 'multipart/form-data';

/** Carries the multipart body's schema to the document; it is taken out there (`describeUploads`). */
const UPLOAD_EXTENSION = 'x-temper-upload';

/** For a route that takes JSON (its `@Body({ schema })`) or an upload: a `file` and these text fields. */
export function TakesUpload(fields: z.ZodObject, fileDescription: string) {
  const { $schema, ...schema } = z.toJSONSchema(fields, { target: 'openapi-3.0', io: 'input' });
  const file = { type: 'string', format: 'binary', description: fileDescription };
  return applyDecorators(
    Accepts(JSON_TYPE, MULTIPART_TYPE),
    ApiExtension(UPLOAD_EXTENSION, {
      ...schema,
      properties: { file, ...schema.properties },
      required: ['file', ...(schema.required ?? [])],
    }),
  );
}

/** The decorators can name several media types for a body, but only one schema: this tells the upload's. */
export function describeUploads(operations: Iterable<object>): void {
  for (const operation of operations as Iterable<UploadOperation>) {
    const schema = operation[UPLOAD_EXTENSION];
    if (!schema) continue;
    delete operation[UPLOAD_EXTENSION];
    operation.requestBody.content[MULTIPART_TYPE] = { schema };
  }
}

interface UploadOperation {
  [UPLOAD_EXTENSION]?: object;
  requestBody: { content: Record<string, { schema: object }> };
}
