import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { z } from 'zod';
import { type FieldError, Invalid } from '../errors/problem.js';

const MAX_ERRORS = 100;

/** Nest validates with the schema at the parameter (`@Body({ schema })`); what fails is told field by field. */
export const validationPipe = () =>
  new StandardSchemaValidationPipe({ exceptionFactory: (issues) => invalid(issues as z.core.$ZodIssue[]) });

export function invalid(issues: readonly z.core.$ZodIssue[]): Invalid {
  const errors = issues.flatMap((issue) => fieldErrors(issue)).slice(0, MAX_ERRORS);
  const first = errors[0];
  const where = first?.path ? `${first.path}: ` : '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more, see errors)` : '';
  return new Invalid('invalid-request', `The request is not valid: ${where}${first?.message}${more}.`, { errors });
}

function fieldErrors(issue: z.core.$ZodIssue, parent: readonly PropertyKey[] = []): FieldError[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: join([...path, key]), message: 'unknown field' }));
  }
  const branch = issue.code === 'invalid_union' ? closest(issue.errors) : undefined;
  if (branch) return branch.flatMap((inner) => fieldErrors(inner, path));
  return [{ path: join(path), message: issue.message }];
}

/** The alternative of a union that the value came nearest to: the one whose complaints lie deepest, then are fewest. */
function closest(branches: z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const depth = (branch: z.core.$ZodIssue[]) => Math.max(0, ...branch.map(({ path }) => path.length));
  const [best] = branches
    .filter((branch) => depth(branch) > 0)
    .sort((left, right) => depth(right) - depth(left) || left.length - right.length);
  return best;
}

const join = (path: readonly PropertyKey[]) => path.map(String).join('.');
