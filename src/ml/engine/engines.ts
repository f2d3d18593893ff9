/** The engines of this build, which of them load here, and which one a device asks for. */
import { InputError } from '../input-error.js';
import { type ComputeDevice, DEVICES, ENGINE_NAMES, type EngineName } from './devices.js';
import { EagerEngine } from './eager/eager-engine.js';
import { loadTensorflow, TENSORFLOW_BACKEND } from './eager/tensorflow-backend.js';
import type { Engine } from './engine.js';
import { OnnxEngine } from './onnx/onnx-engine.js';

export interface EngineOptions {
  /** Threads it may use. */
  threads: number;
}

interface EngineDefinition {
  /** What it computes on. */
  device: ComputeDevice;
  /** @throws where it does not load. */
  load(options: EngineOptions): Promise<Engine>;
}

const DEFINITIONS: Record<EngineName, EngineDefinition> = {
  onnx: { device: 'cpu', load: async (options) => new OnnxEngine(options) },
  'eager-tensorflow': {
    device: 'cuda',
    load: async () => {
      await loadTensorflow();
      return new EagerEngine(TENSORFLOW_BACKEND, 'cuda');
    },
  },
  'eager-cpu': { device: 'cpu', load: async () => new EagerEngine('cpu', 'cpu') },
};

/** The preferred ones first. */
const ENGINES = ENGINE_NAMES.map((name) => ({ name, ...DEFINITIONS[name] }));

export interface EngineStatus {
  name: string;
  device: string;
  available: boolean;
  /** Why it does not load; null where it does. */
  reason: string | null;
}

/** Tries every engine. */
export function probeEngines(): Promise<EngineStatus[]> {
  return Promise.all(
    ENGINES.map(async ({ name, device, load }) => {
      const reason = await load({ threads: 1 }).then(
        () => null,
        (error: Error) => error.message,
      );
      return { name, device, available: reason === null, reason };
    }),
  );
}

/** Name of the engine that `device` means, if it is available. */
export function preferredEngine(device: string, statuses: readonly EngineStatus[]): string | null {
  const meant = definitionFor(device);
  return statuses.find(({ name, available }) => available && name === meant?.name)?.name ?? null;
}

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
  try {
    return await chosen.load(options);
  } catch (error) {
    throw new InputError(
      'engine-unavailable',
      `TEMPER_DEVICE is "${device}", and the engine ${chosen.name} does not load: ${(error as Error).message}. ${knownDevices()}`,
    );
  }
}

const knownDevices = () => `Expected one of ${DEVICES.join(', ')}.`;
