/**
 * The task kind `import`: turns what somebody sent (a tar, or a copy of a folder) into a sealed model folder, or says what
 * is wrong with it. What passes here can be fine-tuned.
 */
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { copyModelFolder } from '../../ml/artifact/copy-folder.js';
import { readKeptEvaluation } from '../../ml/artifact/evaluation-file.js';
import { MANIFEST_FILE } from '../../ml/artifact/manifest.js';
import { listModelFiles, ModelFolder } from '../../ml/artifact/model-folder.js';
import { type Unpacked, unpackTar } from '../../ml/artifact/unpack-tar.js';
import type { WorkerEvent } from '../protocol.js';
import type { TaskContext } from '../task-handler.js';
import { inspectModel } from './inspect-model.js';

const ImportInput = z.strictObject({
  name: z.string(),
  /** Where it came from, for the lineage. */
  origin: z.string(),
  codeVersion: z.string(),
  source: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('archive'), path: z.string() }),
    /** `root`: the folder that `path` lies in, and that its links may not leave. */
    z.strictObject({ type: z.literal('folder'), path: z.string(), root: z.string() }),
  ]),
  limits: z.strictObject({ maxBytes: z.int().positive(), maxFiles: z.int().positive() }),
});
export type ImportInput = z.infer<typeof ImportInput>;

export interface ImportOutput {
  /** The sealed model's folder, below the scratch folder. */
  folder: string;
  /** What the model's own job measured, where its folder says so. */
  evaluation: Awaited<ReturnType<typeof readKeptEvaluation>>;
}

const SEALED = 'model';

export async function* importModel(
  raw: unknown,
  { scratch }: TaskContext,
): AsyncGenerator<WorkerEvent, ImportOutput, void> {
  const input = ImportInput.parse(raw);
  const { root, leftOut } = await fetchFiles(input, join(scratch, 'source'));
  if (leftOut.length > 0) {
    const message = `Left out, for they are no model files: ${leftOut.join(', ')}.`;
    yield { type: 'log', level: 'info', message };
  }
  const files = await listModelFiles(root);
  yield { type: 'log', level: 'info', message: `Checking ${files.length} files.` };
  const { head, ...about } = await inspectModel(root);
  if (head && !about.task) {
    const message = `Its head (${head}) is not one that is served yet: imported as a base model, without it.`;
    yield { type: 'log', level: 'warn', message };
  }
  await moveFiles(files, root, join(scratch, SEALED));
  if (files.includes(MANIFEST_FILE)) await ModelFolder.open(join(scratch, SEALED));
  else await seal(join(scratch, SEALED), input, about);
  return { folder: SEALED, evaluation: await readKeptEvaluation(join(scratch, SEALED)) };
}

async function fetchFiles({ source, limits }: ImportInput, target: string): Promise<Unpacked> {
  if (source.type === 'archive') return unpackTar(source.path, target, limits);
  await copyModelFolder(source.path, target, { root: source.root, ...limits });
  return { root: target, leftOut: [] };
}

/** A folder that comes without a manifest gets one; a model of another Temper keeps its own, and with it its digest. */
async function seal(
  folder: string,
  { name, origin, codeVersion }: ImportInput,
  about: Omit<Awaited<ReturnType<typeof inspectModel>>, 'head'>,
): Promise<void> {
  const lineage = { baseModel: null, dataset: null, job: null, seed: null, source: origin, codeVersion };
  await ModelFolder.seal(folder, { name, kind: about.task ? 'fine-tuned' : 'base', ...about, lineage });
}

/** Only the model's files: what else lies beside them stays behind. */
async function moveFiles(files: readonly string[], from: string, to: string): Promise<void> {
  for (const path of files) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await rename(join(from, path), join(to, path));
  }
}
