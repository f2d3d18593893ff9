import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { type FieldError, Invalid } from '../errors/problem.js';
import { sentence } from '../errors/sentence.js';
import { describeIssue, shown } from './describe-issue.js';

const MAX_ERRORS = 100;

/**
 * Validates with the schema at the parameter (`@Body({ schema })`). Nest's own pipe would first take fields called
 * `constructor` or `__proto__` out, which an unknown field must not get away with.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { type, data, schema }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.ZodType)) return value;
    return parseRequest(schema, value, type === 'param' ? data : undefined);
  }
}

/** What a part of a request is by its schema. `at` names the part where the schema does not see the whole. */
export function parseRequest<T>(schema: z.ZodType<T>, value: unknown, at?: string): T {
  const parsed = schema.safeParse(value, { error: describeIssue, reportInput: true });
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map((issue) => (at ? { ...issue, path: [at, ...issue.path] } : issue)));
}

function invalid(issues: readonly z.core.$ZodIssue[]): Invalid {
  const errors = issues.flatMap((issue) => fieldErrors(issue)).slice(0, MAX_ERRORS);
  const first = errors[0];
  const where = first?.path ? `${first.path}: ` : '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more, see errors)` : '';
  const message = sentence(`${where}${first?.message}`);
  return new Invalid('invalid-request', `The request is not valid: ${message.slice(0, -1)}${more}.`, { errors });
}

function fieldErrors(issue: z.core.$ZodIssue, parent: readonly PropertyKey[] = []): FieldError[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: join([...path, key]), message: 'unknown field' }));
  }
  const branch = issue.code === 'invalid_union' ? closest(issue.errors) : undefined;
  if (branch) return branch.flatMap((inner) => fieldErrors(inner, path));
  return [{ path: join(path), message: withFound(issue) }];
}

/** Schemas that say what they expect need not say what they found. */
function withFound({ message, input }: z.core.$ZodIssue): string {
  if (!message.startsWith('expected') || message.includes('found')) return message;
  if (typeof input === 'string' && input.length > 1000) return `${message}; found ${input.length}`;
  return `${message}; found ${Array.isArray(input) ? input.length : shown(input)}`;
}

/**
 * The alternative of a union that the value came nearest to: the one whose complaints lie deepest, then are fewest. None
 * where two are as near: then the union says what it takes.
 */
function closest(branches: z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const [best, second] = branches
    .filter((branch) => depth(branch) > 0)
    .sort((left, right) => depth(right) - depth(left) || left.length - right.length);
  const tied = best && second && depth(best) === depth(second) && best.length === second.length;
  return tied && best.every(isMissing) ? undefined : best;
}

const depth = (branch: z.core.$ZodIssue[]) =>
  Math.max(0, ...branch.map(({ code, path }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)));

const isMissing = ({ code, input }: z.core.$ZodIssue) => code === 'invalid_type' && input === undefined;

const join = (path: readonly PropertyKey[]) => path.map(String).join('.');
