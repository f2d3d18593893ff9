import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import { z } from 'zod';
import { RESPONSE_SCHEMA } from './responds.js';

/** Passes an answer through the schema its route declares. One that does not fit is a defect of ours: a 500. */
@Injectable()
export class SerializeInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const schema = this.reflector.get<z.ZodType | undefined>(RESPONSE_SCHEMA, context.getHandler());
    if (!schema) return next.handle();
    return next.handle().pipe(map((answer) => (isPlain(answer) ? strip(schema, answer, context) : answer)));
  }
}

/** Live events and other streams may take the place of the JSON that the schema describes. */
const isPlain = (answer: unknown) => answer !== undefined && !(answer instanceof StreamableFile);

function strip(schema: z.ZodType, answer: unknown, context: ExecutionContext): unknown {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const route = `${context.getClass().name}.${context.getHandler().name}`;
  throw new Error(`${route} answers with what its schema does not allow:\n${z.prettifyError(parsed.error)}`);
}
