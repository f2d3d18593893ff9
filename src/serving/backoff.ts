interface BackoffSettings {
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
}

/** Wait before the next start after so many deaths in a row: none after the first, then doubled each time up to a limit. */
export function backoffOf(deaths: number, { backoffMs, maxBackoffMs }: BackoffSettings): number {
  return deaths <= 1 ? 0 : Math.min(maxBackoffMs, backoffMs * 2 ** (deaths - 2));
}
