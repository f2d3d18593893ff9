/** The indices of the `count` predictions that the model was least sure of, the least sure first. */
export function leastCertain(predictions: readonly { probability: number }[], count: number): number[] {
  return predictions
    .map((_, index) => index)
    .sort((a, b) => predictions[a]!.probability - predictions[b]!.probability || a - b)
    .slice(0, count);
}
