import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-files.js';

interface Schema {
  $ref?: string;
  description?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}
interface Content {
  content?: Record<string, { schema?: Schema }>;
}
interface Operation {
  operationId?: string;
  summary?: string;
  parameters?: { name: string; description?: string; schema?: Schema }[];
  requestBody?: Content;
  responses: Record<string, Content & { description: string }>;
}

const document: { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } } =
  JSON.parse(readFileSync(join(ROOT, 'openapi/openapi.json'), 'utf8'));

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);

/** A reference is described where it points to. */
function isDescribed(schema: Schema): boolean {
  const name = schema.$ref?.split('/').at(-1);
  const target = name ? document.components.schemas[name] : undefined;
  // A discriminator with one possible value says all there is to say.
  if (schema.enum?.length === 1) return true;
  return Boolean(schema.description || target?.description || schema.allOf?.some(isDescribed));
}

/** Fields anywhere below `schema` that say nothing about themselves. */
function undescribed(schema: Schema | undefined, at: string): string[] {
  if (!schema) return [];
  const fields = Object.entries(schema.properties ?? {});
  const nested = [schema.items, schema.additionalProperties].filter((inner) => typeof inner === 'object');
  return [
    ...fields.filter(([, field]) => !isDescribed(field)).map(([name]) => `${at}.${name}`),
    ...fields.flatMap(([name, field]) => undescribed(field, `${at}.${name}`)),
    ...nested.flatMap((inner) => undescribed(inner, `${at}[]`)),
    ...[schema.allOf, schema.anyOf, schema.oneOf].flat().flatMap((inner) => undescribed(inner, at)),
  ];
}

const schemasOf = ({ content }: Content) => Object.values(content ?? {}).map(({ schema }) => schema);

describe('the OpenAPI document', () => {
  it('finds a field without a description, however deep', () => {
    const schema = { properties: { a: { description: 'x', items: { anyOf: [{ properties: { b: {} } }] } } } };
    expect(undescribed(schema, 'x')).toEqual(['x.a[].b']);
  });

  it('describes every field of every schema', () => {
    const components = Object.entries(document.components.schemas);
    expect(components.flatMap(([name, schema]) => undescribed(schema, name))).toEqual([]);
  });

  it('describes every field of every body and answer', () => {
    const bare = operations.flatMap(({ name, operation }) =>
      [...schemasOf(operation.requestBody ?? {}), ...Object.values(operation.responses).flatMap(schemasOf)].flatMap(
        (schema) => undescribed(schema, name),
      ),
    );
    expect(bare).toEqual([]);
  });

  it('describes every parameter', () => {
    const bare = operations.flatMap(({ name, operation }) =>
      (operation.parameters ?? [])
        .filter(({ description }) => !description)
        .map((parameter) => `${name}: ${parameter.name}`),
    );
    expect(bare).toEqual([]);
  });

  it('says in a line what every operation does, and names it once', () => {
    expect(operations.filter(({ operation }) => !operation.summary).map(({ name }) => name)).toEqual([]);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says what every operation answers', () => {
    const silent = operations.filter(({ operation }) => {
      const success = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      return (
        success.length === 0 || success.some(([status, answer]) => status !== '204' && schemasOf(answer).length === 0)
      );
    });
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});
