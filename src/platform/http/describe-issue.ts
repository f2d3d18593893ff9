import type { z } from 'zod';

/** Words for zod's issues: what was expected and what was found. Schemas that bring a message of their own keep it. */
const SHOWN = 60;

type RawIssue = z.core.$ZodRawIssue;

const KINDS: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/** The error map for requests; undefined leaves an issue to zod's own words. */
export function describeIssue(issue: RawIssue): string | undefined {
  const expected = expectationOf(issue as z.core.$ZodIssue);
  return expected && `expected ${expected}; found ${foundOf(issue as z.core.$ZodIssue, issue.input)}`;
}

/** What an issue's place was to hold. */
function expectationOf(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values.map((value) => JSON.stringify(value)));
    case 'too_small':
      return limit('at least', 'more than', issue.origin, issue.minimum, issue.inclusive);
    case 'too_big':
      return limit('at most', 'less than', issue.origin, issue.maximum, issue.inclusive);
    case 'invalid_union':
      return unionOf(issue.errors);
    default:
      return undefined;
  }
}

/** Of a union in which no alternative came near: what each of them is, or asks for first. */
function unionOf(branches: z.core.$ZodIssue[][]): string | undefined {
  const parts = branches.flatMap((branch) => {
    const [first] = branch;
    if (!first) return [];
    if (first.path.length > 0) return [`an object with ${first.path.map(String).join('.')}`];
    if (first.code === 'invalid_value') return first.values.map((value) => JSON.stringify(value));
    const part = expectationOf(first);
    return part ? [part] : [];
  });
  return parts.length > 0 ? oneOf([...new Set(parts)]) : undefined;
}

function limit(
  inclusive: string,
  exclusive: string,
  origin: string,
  bound: number | bigint,
  includes?: boolean,
): string {
  const unit = origin === 'string' ? ' characters' : origin === 'array' ? ' items' : '';
  return `${includes === false ? exclusive : inclusive} ${bound}${unit}`;
}

function foundOf(issue: z.core.$ZodIssue, input: unknown): string {
  const sized = issue.code === 'too_small' || issue.code === 'too_big';
  if (sized && typeof input === 'string') return `${input.length}`;
  if (sized && Array.isArray(input)) return `${input.length}`;
  return shown(input);
}

/** A value, short enough for a message. */
export function shown(input: unknown): string {
  if (input === undefined) return 'nothing';
  const text = JSON.stringify(input) ?? String(input);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function oneOf(parts: string[]): string {
  const last = parts.at(-1)!;
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} or ${last}`;
}
