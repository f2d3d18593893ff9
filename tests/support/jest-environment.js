import { runInContext } from 'node:vm';
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

/**
 * Every mention of a global of such a realm goes through a proxy, which makes `Math.imul` in a loop tens of times slower than
 * anywhere else. A constant of the same name is found before it. Only what no test replaces: not `Date`, timers or `fetch`.
 */
const CONSTANT = [
  ...SHARED,
  'Array',
  'BigInt',
  'Boolean',
  'Buffer',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'RangeError',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'TypeError',
  'WeakMap',
];

export default class OuterRealmEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of SHARED) if (globalThis[name]) this.global[name] = globalThis[name];
    const constants = CONSTANT.filter((name) => name in this.global);
    runInContext(constants.map((name) => `const ${name} = globalThis.${name};`).join('\n'), this.context);
  }
}
