import { z } from 'zod';

/** ISO 8601 in UTC, as `Date.toISOString()` writes it. */
export const Timestamp = z.iso.datetime();

/** RFC 9457, as `ProblemFilter` writes it. */
export const ProblemView = z
  .object({
    type: z.string().describe('URN of the kind of problem'),
    title: z.string().describe('The kind of problem in a few words'),
    status: z.int().describe('The HTTP status, again'),
    detail: z.string().describe('What was expected, what was found, what to do'),
    code: z.string().describe('Stable name of the kind of problem, for programs'),
    requestId: z.string().describe("The request's id in the service's log"),
    errors: z
      .array(
        z.object({
          path: z.string().describe('Dotted path of the field in the request'),
          message: z.string().describe('What is wrong with it'),
        }),
      )
      .optional()
      .describe('One entry a field that is not valid'),
  })
  .meta({ id: 'Problem', description: 'An error, as RFC 9457 lays it out' });
