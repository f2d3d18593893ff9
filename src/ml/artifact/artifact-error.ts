import { InputError } from '../input-error.js';

/** A model's files are not what they must be. `code` is stable and meant for programs; the message is meant for people. */
export class ArtifactError extends InputError {
  override readonly name = 'ArtifactError';

  constructor(
    override readonly code: ArtifactErrorCode,
    message: string,
  ) {
    super(code, message);
  }
}

export type ArtifactErrorCode =
  | 'archive-malformed'
  | 'archive-too-large'
  | 'config-invalid'
  | 'file-missing'
  | 'file-too-large'
  | 'file-unsafe'
  | 'manifest-invalid'
  | 'manifest-mismatch'
  | 'safetensors-malformed'
  | 'tensors-invalid'
  | 'tensor-unsupported'
  | 'weights-are-pickled';
