import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

export const RESPONSE_SCHEMA = 'temper:response-schema';

interface ResponseOptions {
  status?: number;
  description?: string;
}

interface ContentResponseOptions extends ResponseOptions {
  /** Whether a part can be asked for, as `sendObject` answers it. */
  ranges?: boolean;
}

/** Declares what a route answers: documents it, and strips from the answer what the schema does not declare. */
export function Responds(schema: z.ZodType, { status = 200, description = 'Success' }: ResponseOptions = {}) {
  return applyDecorators(
    HttpCode(status),
    SetMetadata(RESPONSE_SCHEMA, schema),
    ApiResponse({ status, description, standardSchema: schema }),
  );
}

/** 204, and no body. */
export const RespondsNothing = () =>
  applyDecorators(HttpCode(204), ApiResponse({ status: 204, description: 'Done; no body' }));

/** A body that is not JSON: files, archives, pictures, text. The handler streams it itself. */
export function RespondsContent(types: string[], options: ContentResponseOptions = {}) {
  const { status = 200, description = 'The content', ranges = false } = options;
  const content = Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
  return applyDecorators(
    HttpCode(status),
    ApiResponse({ status, description, content }),
    ...(ranges ? [ApiResponse({ status: 206, description: 'The range that was asked for', content })] : []),
  );
}
