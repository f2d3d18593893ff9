/** Metrics that are errors: of all others, more is better. */
const ERRORS: ReadonlySet<string> = new Set(['loss', 'perplexity', 'nll', 'brier', 'ece', 'mce', 'mse', 'mae']);

export const lowerIsBetter = (metric: string): boolean => ERRORS.has(metric);
