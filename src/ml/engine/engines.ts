/** The engines of this build, which of them load here, and which one a device asks for. */
import { InputError } from '../input-error.js';
import { COMPUTE_DEVICES, type ComputeDevice, DEVICES, ENGINE_NAMES, type EngineName } from './devices.js';
import { EagerEngine } from './eager/eager-engine.js';
import { loadTensorflow, TENSORFLOW_BACKEND } from './eager/tensorflow-backend.js';
import type { Engine } from './engine.js';
import { OnnxEngine } from './onnx/onnx-engine.js';

export interface EngineOptions {
  /** Threads it may use. */
  threads: number;
}

interface EngineDefinition {
  /** What it is for; what it computes on is known once it has loaded. */
  device: ComputeDevice;
  /** @throws where it does not load. */
  load(options: EngineOptions): Promise<Engine>;
}

const DEFINITIONS: Record<EngineName, EngineDefinition> = {
  onnx: { device: 'cpu', load: async (options) => new OnnxEngine(options) },
  'eager-tensorflow': {
    device: 'cuda',
    load: async ({ threads }) => new EagerEngine(TENSORFLOW_BACKEND, await loadTensorflow(threads)),
  },
  'eager-cpu': { device: 'cpu', load: async () => new EagerEngine('cpu', 'cpu') },
};

/** The preferred ones first. */
const ENGINES = ENGINE_NAMES.map((name) => ({ name, ...DEFINITIONS[name] }));

export interface EngineStatus {
  name: string;
  /** What it computes on here, or would if it loaded. */
  device: string;
  available: boolean;
  /** Why it does not load; null where it does. */
  reason: string | null;
}

/** Tries every engine. */
export function probeEngines(): Promise<EngineStatus[]> {
  return Promise.all(
    ENGINES.map(({ name, device, load }) =>
      load({ threads: 1 }).then(
        (engine) => ({ name, device: engine.device, available: true, reason: null }),
        (error: Error) => ({ name, device, available: false, reason: error.message }),
      ),
    ),
  );
}

/** Name of the engine that `device` means, if it is available. */
export function preferredEngine(device: string, statuses: readonly EngineStatus[]): string | null {
  const meant = definitionFor(device);
  const found = statuses.find(({ name, available }) => available && name === meant?.name);
  return found && computesOn(device, found) ? found.name : null;
}

/** Whether an engine computes on `device`, where that names what to compute on and not an engine. */
const computesOn = (device: string, engine: { device: string }) =>
  engine.device === device || !COMPUTE_DEVICES.some((known) => known === device);

const definitionFor = (device: string) =>
  ENGINES.find(({ name, device: on }) => device === 'auto' || device === name || device === on);

/**
 * The engine for what `TEMPER_DEVICE` says: `auto` is the best of all, `cpu`, `cuda` or `webgpu` the best on it, a name
 * that very one.
 * @throws InputError when there is none, or it does not load.
 */
export async function chooseEngine(device: string, options: EngineOptions): Promise<Engine> {
  const chosen = definitionFor(device);
  if (!chosen) throw new InputError('device-unknown', `No engine computes on "${device}"; ${knownDevices()}`);
  const refuse = (why: string) =>
    new InputError(
      'engine-unavailable',
      `TEMPER_DEVICE is "${device}", and the engine ${chosen.name} ${why}. ${knownDevices()}`,
    );
  const engine = await chosen.load(options).catch((error: Error) => {
    throw refuse(`does not load: ${error.message}`);
  });
  if (!computesOn(device, engine)) throw refuse(`finds no such device: it would compute on ${engine.device}`);
  return engine;
}

const knownDevices = () => `Expected one of ${DEVICES.join(', ')}.`;
