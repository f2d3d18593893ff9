import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.max';
import { z } from 'zod';
import { DEFAULT_ENTITIES, ENTITIES, type Entity } from './entities.js';

/** What a caller may ask to be replaced in the rows of a new version, and what that comes to. */
export const AnonymizeOptions = z
  .strictObject({
    entities: z
      .array(
        z.enum(ENTITIES, {
          error: ({ input }) =>
            input === 'address'
              ? 'Postal addresses are not found: no library that works offline finds them in texts. Remove them before.'
              : `Expected one of ${ENTITIES.join(', ')}.`,
        }),
      )
      .min(1)
      .optional()
      .describe('What is looked for; all but `person` by default, for names are found badly.'),
    mode: z
      .enum(['mask', 'pseudonym'])
      .optional()
      .describe(
        '`mask`: every e-mail address becomes `[EMAIL]`; `pseudonym`: each becomes one of its own, the same in all versions of the data set. `mask` by default.',
      ),
    countries: z
      .array(
        z.string().refine((country) => isSupportedCountry(country as CountryCode, metadata), {
          error: 'Expected an ISO 3166 code of a country in capitals, such as DE.',
        }),
      )
      .optional()
      .describe(
        'Countries, as ISO 3166 codes, whose telephone numbers are found without `+` too; US and GB by default.',
      ),
    metadata: z.boolean().optional().describe('Whether the values in `metadata` are looked at too; true by default.'),
  })
  .nullable();
export type AnonymizeOptions = z.infer<typeof AnonymizeOptions>;

export interface ResolvedAnonymize {
  /** In the order of ENTITIES, each once. */
  entities: Entity[];
  mode: 'mask' | 'pseudonym';
  countries: CountryCode[];
  metadata: boolean;
}

export function resolveAnonymize(options: NonNullable<AnonymizeOptions>): ResolvedAnonymize {
  const asked = options.entities ?? DEFAULT_ENTITIES;
  return {
    entities: ENTITIES.filter((entity) => asked.includes(entity)),
    mode: options.mode ?? 'mask',
    countries: [...new Set((options.countries ?? ['US', 'GB']) as CountryCode[])].sort(),
    metadata: options.metadata ?? true,
  };
}
