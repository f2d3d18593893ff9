import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest runs tests in a realm of their own, whose typed arrays fail the `instanceof` checks of native add-ons
 * (ONNX Runtime refuses them). Handing in the outer realm's constructors cures that.
 */
const SHARED = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Uint8Array',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'Uint8ClampedArray',
  'DataView',
  'Error',
];

export default class OuterRealmEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of SHARED) if (globalThis[name]) this.global[name] = globalThis[name];
  }
}
