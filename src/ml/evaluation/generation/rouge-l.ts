/**
 * ROUGE-L (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004) of one row as the rouge-score package
 * computes it without stemming: the F-measure of the longest common subsequence of words. Words are runs of the letters
 * a to z and digits after lower-casing; a text in another script has none and scores 0.
 */
export function rougeL(prediction: string, reference: string): number {
  const predicted = rougeWords(prediction);
  const wanted = rougeWords(reference);
  if (predicted.length === 0 || wanted.length === 0) return 0;
  // With precision l/p and recall l/w, their harmonic mean.
  return (2 * longestCommonSubsequence(predicted, wanted)) / (predicted.length + wanted.length);
}

const rougeWords = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  // lengths[j]: of the words of `a` so far and the first j of `b`.
  const lengths = new Uint32Array(b.length + 1);
  for (const word of a) {
    let diagonal = 0;
    for (let j = 1; j <= b.length; j++) {
      const above = lengths[j]!;
      lengths[j] = word === b[j - 1] ? diagonal + 1 : Math.max(above, lengths[j - 1]!);
      diagonal = above;
    }
  }
  return lengths[b.length]!;
}
