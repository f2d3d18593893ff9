import { ArtifactError } from './artifact-error.js';

/** What a model folder may hold: data that can be read without running anything (a chat template, `.jinja`, is text to us). */
const EXTENSIONS = ['.safetensors', '.json', '.onnx', '.txt', '.md', '.jinja'];
/** Formats that carry, or may carry, Python's pickle, which runs code when it is read. */
const PICKLES = ['.bin', '.pt', '.pth', '.pkl', '.pickle', '.ckpt', '.joblib'];
/** What a plain tar header can hold, so that every reader of our archives can read them. */
const MAX_PATH_CHARACTERS = 100;
const MAX_DEPTH = 4;
const SEGMENT = /^[A-Za-z0-9_.][A-Za-z0-9._ +-]*$/;

/**
 * Checks a path of a file in a model folder, as a tar, a folder or a URL gives it: relative, `/` between its parts, none of
 * which climbs.
 * @throws ArtifactError `file-unsafe`
 */
export function checkModelPath(path: string): string {
  checkInside(path);
  const segments = path.split('/');
  if (path.length > MAX_PATH_CHARACTERS) throw unsafe(path, `it is longer than ${MAX_PATH_CHARACTERS} characters`);
  if (segments.length > MAX_DEPTH) throw unsafe(path, `it is more than ${MAX_DEPTH} levels deep`);
  if (!segments.every((segment) => SEGMENT.test(segment) && segment !== '.')) {
    throw unsafe(path, 'a name may hold letters, digits, spaces and "._+-" only');
  }
  return path;
}

/** Refuses absolute paths and paths that climb, whatever else they look like. @throws ArtifactError `file-unsafe` */
export function checkInside(path: string): void {
  if (/^([\\/]|[A-Za-z]:)/.test(path)) throw unsafe(path, 'it is not relative to the folder');
  if (path.split(/[\\/]/).includes('..')) throw unsafe(path, 'it leaves the folder');
}

/**
 * Whether a file belongs into a model folder. Files of other kinds (`tf_model.h5`, `.gitattributes`, …) are left out; pickles
 * are refused, so that nobody believes they were imported.
 * @throws ArtifactError `weights-are-pickled`
 */
export function isModelFile(path: string): boolean {
  if (isHidden(path)) return false;
  const lower = path.toLowerCase();
  if (isPickle(path)) throw pickled(path);
  return EXTENSIONS.some((extension) => lower.endsWith(extension));
}

/** Whether a file is, or may be, a pickle, by its name. */
export function isPickle(path: string): boolean {
  const lower = path.toLowerCase();
  return PICKLES.some((extension) => lower.endsWith(extension));
}

/** `.git/…`, `.cache/…`, `._config.json`: what tools leave behind. */
export function isHidden(path: string): boolean {
  return path.split('/').some((segment) => segment.startsWith('.') && segment !== '.' && segment !== '..');
}

function pickled(path: string): ArtifactError {
  return new ArtifactError(
    'weights-are-pickled',
    `${path} is, or may be, a Python pickle, which can run code when it is read; it was not opened. Expected weights in ` +
      'model.safetensors. Where those are there already, leave this file out; otherwise convert it, in Python: ' +
      '`AutoModel.from_pretrained(folder).save_pretrained(out, safe_serialization=True)`.',
  );
}

function unsafe(path: string, why: string): ArtifactError {
  const shown = JSON.stringify(path.length > MAX_PATH_CHARACTERS ? `${path.slice(0, MAX_PATH_CHARACTERS)}…` : path);
  return new ArtifactError('file-unsafe', `A model's folder can't hold ${shown}: ${why}. Rename it or leave it out.`);
}
