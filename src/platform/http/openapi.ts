import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { VERSION } from '../config/version.js';
import { PROBLEM_TYPE } from '../errors/problem.filter.js';
import { ProblemView } from './common.schemas.js';
import { IGNORES_EXTENSION } from './idempotency/idempotency.interceptor.js';
import { describeUploads } from './takes-upload.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];

const DESCRIPTION = `A self-hosted fine-tuning service: labelled text in, a calibrated, served and watched language model out.

Every request but health and these documents needs \`Authorization: Bearer tk_…\`. Every error is \`application/problem+json\` (RFC 9457).
Lists are newest first and paged by \`limit\` and \`after\`. A creating POST takes an \`Idempotency-Key\`.`;

/** zod's own pattern for times is half a kilobyte of leap years; `format: date-time` says the same to every generator. */
function simplify(schema: Record<string, unknown>, schemaType: 'input' | 'output'): void {
  if (schema.format === 'date-time') delete schema.pattern;
  // Answers may gain fields: a strict client must not break on them.
  if (schemaType === 'output' && schema.additionalProperties === false) delete schema.additionalProperties;
}

function convert(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema, definitions, ...converted } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: schemaType,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => simplify(jsonSchema as Record<string, unknown>, schemaType),
  });
  return { schema: converted, components: definitions as Record<string, object> | undefined };
}

/** `datasets.list` is what generated clients call a route: the controller's name, then the method's. Both are stable. */
function operationId(controller: string, method: string): string {
  const name = controller.replace(/Controller$/, '');
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
}

export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  const head = new DocumentBuilder()
    .setTitle('Temper')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key: `tk_<id>_<secret>`' })
    .build();
  const document = SwaggerModule.createDocument(app, head, {
    operationIdFactory: operationId,
    standardSchemaConverter: convert,
  });
  addProblems(document);
  addIdempotencyKeys(document);
  describeUploads(operations(document).map(({ operation }) => operation));
  return document;
}

/** Every route can fail, and always fails alike: said once here instead of at each. */
function addProblems(document: OpenAPIObject): void {
  const problem = convert(ProblemView, { schemaType: 'output' })!;
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...problem.components },
  };
  const failure = {
    description: 'A problem',
    content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const { operation } of operations(document)) operation.responses.default = failure;
}

/** Every POST takes one, unless its route says otherwise. */
function addIdempotencyKeys(document: OpenAPIObject): void {
  const parameter: Parameter = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'A name of your choice for this request: repeated within 24 h, it is answered as the first time',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  };
  for (const { method, operation } of operations(document)) {
    if (method !== 'post' || IGNORES_EXTENSION in operation) continue;
    operation.parameters = [...(operation.parameters ?? []), parameter];
  }
}

function operations(document: OpenAPIObject): { method: string; operation: Operation }[] {
  return Object.values(document.paths).flatMap((path) =>
    Object.entries(path)
      .filter(([, operation]) => operation !== null && typeof operation === 'object' && 'responses' in operation)
      .map(([method, operation]) => ({ method, operation: operation as Operation })),
  );
}
