import { z } from 'zod';

const Name = z.string().trim().min(1).max(200).describe('Name of the model; several may share one');

const HuggingFaceSource = z.strictObject({
  type: z.literal('huggingface').describe('The Hugging Face Hub'),
  repo: z.string().min(1).max(200).describe('The repository, `owner/name`'),
  revision: z.string().min(1).max(200).optional().describe('Branch, tag or commit'),
});

const FolderSource = z.strictObject({
  type: z.literal('folder').describe('A folder that the service can read'),
  path: z
    .string()
    .min(1)
    .max(1000)
    .refine((path) => !path.includes('\0'), 'expected a path; found a NUL character in it')
    .describe('A folder inside TEMPER_IMPORT_DIR: absolute, or relative to it'),
});
export type FolderSource = z.infer<typeof FolderSource>;

export const ModelImport = z
  .strictObject({
    name: Name,
    source: z.discriminatedUnion('type', [HuggingFaceSource, FolderSource]).describe('Where the model comes from'),
  })
  .meta({ id: 'ModelImport' });
export type ModelImport = z.infer<typeof ModelImport>;

/** The text fields beside an uploaded archive. */
export const ModelUpload = z.strictObject({ name: Name });
