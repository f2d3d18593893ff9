/** What is wrong with a model's files. `code` is stable and meant for programs; the message is meant for people. */
export class ArtifactError extends Error {
  override readonly name = 'ArtifactError';

  constructor(
    readonly code: ArtifactErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export type ArtifactErrorCode =
  | 'archive_malformed'
  | 'archive_too_large'
  | 'config_invalid'
  | 'file_missing'
  | 'file_too_large'
  | 'file_unsafe'
  | 'manifest_invalid'
  | 'manifest_mismatch'
  | 'safetensors_malformed'
  | 'tensors_invalid'
  | 'tensor_unsupported'
  | 'weights_are_pickled';
