import { z } from 'zod';

/** Guo et al. (2017) use 15 bins, and so does the contract. */
export const RELIABILITY_BINS = 15;

export const ReliabilityBin = z.strictObject({
  count: z.int().min(0).describe('Examples whose top probability falls into the bin.'),
  confidence: z.number().nullable().describe('Mean top probability of those examples, 0 to 1; null if there are none.'),
  accuracy: z.number().nullable().describe('Share of those examples that are right, 0 to 1; null if there are none.'),
});
export type ReliabilityBin = z.infer<typeof ReliabilityBin>;

/**
 * The bin of a top probability among `bins` of equal width: bin m holds ((m - 1) / bins, m / bins], open below and closed
 * above as in Guo et al., "On Calibration of Modern Neural Networks" (ICML 2017), section 2.
 */
export function reliabilityBinOf(confidence: number, bins = RELIABILITY_BINS): number {
  let bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
  // The product is rounded; the bounds themselves decide.
  if (bin > 0 && confidence <= bin / bins) bin -= 1;
  else if (bin < bins - 1 && confidence > (bin + 1) / bins) bin += 1;
  return bin;
}

/** Collects what falls into the bins. */
export class ReliabilityTally {
  private readonly count = new Float64Array(RELIABILITY_BINS);
  private readonly confidence = new Float64Array(RELIABILITY_BINS);
  private readonly right = new Float64Array(RELIABILITY_BINS);

  /** @param count how many fall into the bin @param confidence the sum of theirs @param right how many are right */
  add(bin: number, count: number, confidence: number, right: number): void {
    this.count[bin]! += count;
    this.confidence[bin]! += confidence;
    this.right[bin]! += right;
  }

  bins(): ReliabilityBin[] {
    return Array.from(this.count, (count, bin) => ({
      count,
      confidence: count === 0 ? null : this.confidence[bin]! / count,
      accuracy: count === 0 ? null : this.right[bin]! / count,
    }));
  }
}

/** Expected calibration error: the mean of |accuracy - confidence| over the bins, weighted by their counts. */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  return bins.reduce((sum, bin) => sum + bin.count * gapOf(bin), 0) / total;
}

/** Maximum calibration error: the largest |accuracy - confidence| of any bin that holds examples. */
export const maximumCalibrationError = (bins: readonly ReliabilityBin[]): number => Math.max(...bins.map(gapOf));

/** |accuracy - confidence| of a bin; 0 of an empty one. */
export const gapOf = ({ accuracy, confidence }: ReliabilityBin): number =>
  accuracy === null || confidence === null ? 0 : Math.abs(accuracy - confidence);
