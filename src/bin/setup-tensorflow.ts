/**
 * Builds the addon of `@tensorflow/tfjs-node-gpu` against the libtensorflow of a Python package, for the engine
 * `eager-tensorflow`: `npm run setup:tensorflow -- --help`. The addon uses Node-API and TensorFlow's C API alone, which
 * both stay compatible; so a recent TensorFlow with a recent CUDA does, where the prebuilt ones ended with CUDA 11.2.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTensorflow } from '../ml/engine/eager/tensorflow-backend.js';

const VERSION = '2.21.0';
/** Nothing of the Python code is run: the interpreter's own version does not matter. */
const PYTHON_VERSION = '3.12';
const COMPILER = process.env.CXX || 'g++';
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

const HELP = `npm run setup:tensorflow -- --install cpu|cuda
npm run setup:tensorflow -- --tensorflow FOLDER

Builds what the engine eager-tensorflow needs. Linux only. Needs a C++ compiler (CXX, or else g++).

  --install cpu        fetches TensorFlow ${VERSION} with pip, into the folder of @tensorflow/tfjs-node-gpu; needs python3
  --install cuda       the same with NVIDIA's CUDA libraries, several gigabytes
  --tensorflow FOLDER  takes a TensorFlow that is there: the folder "tensorflow" of a Python's site-packages. It is not
                       copied: it must stay where it is
  --help               prints this

Running it again builds the addon again; what --install fetched is kept. "npm ci" removes all of it.`;

class SetupError extends Error {}

const require = createRequire(import.meta.url);

async function main(): Promise<void> {
  const options = parseOptions();
  if (options.help) return console.log(HELP);
  if (process.platform !== 'linux') throw new SetupError(`this works on Linux alone; this is ${process.platform}`);
  if (!options.install === !options.tensorflow) throw new SetupError(`expected --install or --tensorflow\n\n${HELP}`);
  checkCompiler();
  const addon = packageFolder('@tensorflow/tfjs-node-gpu');
  const headers = join(packageFolder('node-api-headers'), 'include');
  const tensorflow = options.tensorflow ? resolve(options.tensorflow) : install(options.install!, addon);
  checkTensorflow(tensorflow);
  build(addon, headers, tensorflow);
  await tryOut();
}

function parseOptions() {
  try {
    const { values } = parseArgs({
      options: {
        install: { type: 'string' },
        tensorflow: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new SetupError(`${(error as Error).message}\n\n${HELP}`);
  }
}

/** Before anything large is fetched. */
function checkCompiler(): void {
  const { error } = spawnSync(COMPILER, ['--version'], { stdio: 'ignore' });
  if (error) throw new SetupError(`no C++ compiler: "${COMPILER}" does not start; on Debian: apt-get install g++`);
}

function packageFolder(name: string): string {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    throw new SetupError(`the package ${name} is not installed; it is optional: run "npm ci" without --omit=optional`);
  }
}

/** Fetches TensorFlow unless it is there; returns its folder. */
function install(kind: string, addon: string): string {
  if (kind !== 'cpu' && kind !== 'cuda') throw new SetupError(`--install takes cpu or cuda, found "${kind}"`);
  const target = join(addon, 'deps', `python-${kind}-${VERSION}`);
  const tensorflow = join(target, 'tensorflow');
  if (LIBRARIES.every((library) => existsSync(join(tensorflow, library)))) return tensorflow;
  // The build without CUDA has its own name on x64 alone. What it depends on is Python code, which nobody runs.
  const cpuPackage = process.arch === 'x64' ? 'tensorflow-cpu' : 'tensorflow';
  const packages = kind === 'cpu' ? ['--no-deps', `${cpuPackage}==${VERSION}`] : [`tensorflow[and-cuda]==${VERSION}`];
  const wheels = ['--upgrade', '--only-binary', ':all:', '--python-version', PYTHON_VERSION];
  call('python3', ['-m', 'pip', 'install', '--target', target, ...wheels, ...packages]);
  return tensorflow;
}

function checkTensorflow(folder: string): void {
  const needed = [...LIBRARIES, 'include/tensorflow/c/eager/c_api.h'];
  const missing = needed.filter((path) => !existsSync(join(folder, path)));
  if (!missing.length) return;
  throw new SetupError(
    `${folder} lacks ${missing.join(', ')}. Expected the folder "tensorflow" of a Python package, 2.15 or newer: python3 -c "import tensorflow; print(tensorflow.__path__[0])"`,
  );
}

/** Compiles the addon to where tfjs-node looks for it: the newest Node-API that it and this Node know. */
function build(addon: string, headers: string, tensorflow: string): void {
  const { binary } = JSON.parse(readFileSync(join(addon, 'package.json'), 'utf8'));
  const known = (binary.napi_versions as number[]).filter((version) => version <= Number(process.versions.napi));
  const napi = Math.max(...known);
  const target = join(addon, 'lib', `napi-v${napi}`, 'tfjs_binding.node');
  mkdirSync(dirname(target), { recursive: true });
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(addon, 'binding', file));
  const libraries = [`-L${tensorflow}`, ...LIBRARIES.map((library) => `-l:${library}`)];
  // Not links to the libraries: they look for CUDA's beside the folder that they are loaded from.
  const lookup = `-Wl,-rpath,${tensorflow}`;
  call(COMPILER, [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-w', `-DNAPI_VERSION=${napi}`],
    ...['-I', headers, '-I', join(tensorflow, 'include'), ...sources, ...libraries, lookup],
    ...['-o', `${target}.new`],
  ]);
  renameSync(`${target}.new`, target);
  console.log(`Built ${target} with the TensorFlow in ${tensorflow}`);
}

async function tryOut(): Promise<void> {
  const device = await loadTensorflow(1).catch((error: Error) => {
    throw new SetupError(`the addon was built, but does not load: ${error.message}`);
  });
  console.log(`The engine eager-tensorflow loads and computes on ${device}. TEMPER_DEVICE=eager-tensorflow picks it.`);
}

function call(command: string, args: string[]): void {
  const { error, status } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) throw new SetupError(`"${command}" does not start; on Debian: apt-get install ${command}`);
  if (status !== 0) throw new SetupError(`"${command}" failed; what it said is above`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`setup:tensorflow: ${error.message}`);
  process.exitCode = 1;
}
