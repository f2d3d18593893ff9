/**
 * libtensorflow can be told these things by its environment alone, before it loads. A run must give the same bits again:
 * so it takes as many threads as it is given, and no kernel whose sums depend on which thread comes first.
 */
export function prepareTensorflowEnvironment(threads: number): void {
  process.env.TF_NUM_INTRAOP_THREADS = String(threads);
  process.env.TF_DETERMINISTIC_OPS = '1';
}
