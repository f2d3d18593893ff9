/** Sequences of a training batch are padded to a multiple of this, so that few shapes occur. */
const LENGTH_STEP = 16;

/** The length that a sequence of `tokens` is padded to, where nothing longer stands beside it. */
export const paddedLength = (tokens: number): number => Math.max(1, Math.ceil(tokens / LENGTH_STEP)) * LENGTH_STEP;
