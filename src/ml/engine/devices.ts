/**
 * What `TEMPER_DEVICE` may say. Apart from the engines, which load TF.js and ONNX Runtime, so that the configuration can
 * refuse an unknown one before anything heavy is loaded.
 */
export const ENGINE_NAMES = ['onnx', 'eager-tensorflow', 'eager-cpu'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** What an engine computes on. */
export const COMPUTE_DEVICES = ['cpu', 'cuda', 'webgpu'] as const;
export type ComputeDevice = (typeof COMPUTE_DEVICES)[number];

export const DEVICES = ['auto', ...COMPUTE_DEVICES, ...ENGINE_NAMES] as const;
