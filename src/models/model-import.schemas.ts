import { z } from 'zod';

const Name = z.string().trim().min(1).max(200).describe('Name of the model; several may share one');

/** As the Hub names repositories; the oldest have no owner. */
const REPO = /^(\w([\w.-]*\w)?\/)?\w([\w.-]{0,94}\w)?$/;
/** What git takes for a name, and nothing that could be taken for another path. */
const REVISION = /^[\w][\w./+@-]*$/;

const HuggingFaceSource = z.strictObject({
  type: z.literal('huggingface').describe('The Hugging Face Hub, or the mirror that HF_ENDPOINT names'),
  repo: z
    .string()
    .max(200)
    .regex(REPO, "expected owner/name, as in the address of the model's page, such as google-bert/bert-base-uncased")
    .refine((repo) => !/--|\.\.|\.git$/.test(repo), 'expected a name without "--" and "..", and not ending in ".git"')
    .describe('The repository, `owner/name`'),
  revision: z
    .string()
    .max(200)
    .regex(REVISION, 'expected a branch, a tag, a commit or refs/pr/N')
    .refine((revision) => !/\.\.|\/\/|[./]$/.test(revision), 'expected a name as git takes it')
    .default('main')
    .describe('Branch, tag, commit, or `refs/pr/N` for what a pull request of the repository proposes'),
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
