/** Element types by the numbers `onnx.proto3` gives them, those that programs need. */
export const ONNX_TYPE = { float32: 1, int8: 3, int32: 6, int64: 7, bool: 9 } as const;
export type OnnxDtype = keyof typeof ONNX_TYPE;
