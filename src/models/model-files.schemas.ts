import { z } from 'zod';

export const ModelFileList = z
  .object({
    data: z
      .array(
        z.object({
          path: z.string().describe('Path in the model folder'),
          size: z.int().describe('Bytes'),
          sha256: z.string().describe('SHA-256 of the content, hexadecimal'),
        }),
      )
      .describe('Every file of the model folder'),
  })
  .meta({ id: 'ModelFileList' });
export type ModelFileList = z.infer<typeof ModelFileList>;
