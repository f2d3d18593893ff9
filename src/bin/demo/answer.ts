/** What the service said no with: the problem's own words. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Problem {
  status?: number;
  code?: string;
  detail?: string;
}

/** The body of an answer of the typed client. */
export async function answer<T>(call: Promise<{ data?: T; error?: Problem; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (data !== undefined) return data;
  const { status = response.status, code = 'unknown', detail = response.statusText } = error ?? {};
  throw new Refused(status, code, `${new URL(response.url).pathname} answered ${status} ${code}: ${detail}`);
}
