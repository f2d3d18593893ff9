import { isPickle } from '../../ml/artifact/model-path.js';
import { WEIGHTS_FILE, WEIGHTS_INDEX_FILE } from '../../ml/artifact/sharded-checkpoint.js';
import { HubRepoRefused } from './hub.errors.js';
import type { HubFile } from './hub-file.js';

const REQUIRED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
/** Fetched where they are there: they belong to the tokenizer, or to how text is generated. */
const WELCOME = [
  'generation_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'vocab.txt',
  'vocab.json',
  'merges.txt',
  'chat_template.json',
  'chat_template.jinja',
];
/** Of each file but the weights: the largest tokenizers have some 30 MB. */
const MAX_SMALL_BYTES = 64 * 1024 * 1024;
const MAX_NAMED = 12;

export interface ChosenFiles {
  /** Everything but the weights; the index of sharded weights among them. */
  readonly small: readonly HubFile[];
  readonly leftOut: readonly string[];
}

/**
 * What of a repository's listing makes up a model, its weights aside.
 * @throws HubRepoRefused when there are no weights that can be read, or something else is missing
 */
export function chooseFiles(repo: string, files: readonly HubFile[]): ChosenFiles {
  const names = new Set(files.map(({ path }) => path));
  const weights = weightsOf(repo, names);
  const missing = REQUIRED.filter((name) => !names.has(name));
  if (missing.length > 0) throw incomplete(repo, missing, names);
  const index = weights === WEIGHTS_INDEX_FILE ? [WEIGHTS_INDEX_FILE] : [];
  const wanted = new Set([...REQUIRED, ...WELCOME, ...index]);
  const small = files.filter(({ path }) => wanted.has(path));
  for (const { path, size } of small) {
    if (size > MAX_SMALL_BYTES) {
      throw new HubRepoRefused(
        'file-too-large',
        `${path} of ${repo} has ${size} bytes; at most ${MAX_SMALL_BYTES} are read.`,
      );
    }
  }
  const isWeight = (name: string) => name === weights || (index.length > 0 && name.endsWith('.safetensors'));
  return { small, leftOut: [...names].filter((name) => !wanted.has(name) && !isWeight(name)) };
}

/** Finds files that are named elsewhere (in an index) in the listing. @throws HubRepoRefused */
export function findFiles(repo: string, files: readonly HubFile[], names: readonly string[]): HubFile[] {
  return names.map((name) => {
    const found = files.find(({ path }) => path === name);
    if (found) return found;
    throw new HubRepoRefused(
      'file-missing',
      `${WEIGHTS_INDEX_FILE} of ${repo} names ${name}, which the repository does not have. Was it uploaded in part?`,
    );
  });
}

/** @throws HubRepoRefused when they are more than is taken */
export function checkSizes(
  repo: string,
  files: readonly HubFile[],
  limits: { maxBytes: number; maxFiles: number },
): void {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= limits.maxBytes && files.length <= limits.maxFiles) return;
  throw new HubRepoRefused(
    'archive-too-large',
    `The model's files in ${repo} are ${files.length} with ${bytes} bytes; at most ${limits.maxFiles} with ` +
      `${limits.maxBytes} bytes are taken.`,
  );
}

function weightsOf(repo: string, names: ReadonlySet<string>): string {
  if (names.has(WEIGHTS_FILE)) return WEIGHTS_FILE;
  if (names.has(WEIGHTS_INDEX_FILE)) return WEIGHTS_INDEX_FILE;
  const pickles = [...names].filter(isPickle);
  if (pickles.length === 0) {
    throw new HubRepoRefused(
      'file-missing',
      `${repo} has no weights that can be read: expected ${WEIGHTS_FILE}, or ${WEIGHTS_INDEX_FILE} with its shards; ` +
        `found ${some([...names])}.`,
    );
  }
  throw new HubRepoRefused(
    'weights-are-pickled',
    `${repo} has its weights as Python pickles alone (${some(pickles)}), which can run code when they are read; they ` +
      `were not downloaded. Expected ${WEIGHTS_FILE}. Many such repositories have a pull request in which the Hub has ` +
      'converted them: import that, with "revision": "refs/pr/N", N being its number. Otherwise convert them, in Python, and ' +
      `import the folder: \`AutoModel.from_pretrained("${repo}").save_pretrained(folder, safe_serialization=True)\`.`,
  );
}

function incomplete(repo: string, missing: readonly string[], names: ReadonlySet<string>): HubRepoRefused {
  return new HubRepoRefused(
    'file-missing',
    `Expected ${repo} to have ${REQUIRED.join(', ')}; missing: ${missing.join(', ')}; found: ${some([...names])}. Where it ` +
      'is the tokenizer that is missing, transformers can write it: `AutoTokenizer.from_pretrained(' +
      `"${repo}").save_pretrained(folder)\`; import the folder with the other files beside it.`,
  );
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(', ') || 'nothing';
  return names.length > MAX_NAMED ? `${shown} and ${names.length - MAX_NAMED} more` : shown;
}
