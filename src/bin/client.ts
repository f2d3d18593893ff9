import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths } from '../../openapi/client.js';

export type TemperClient = Client<paths>;

/** The client that the OpenAPI document gives: what the demo and the tests speak through, as any user's program could. */
export function createClient(url: string, key: string): TemperClient {
  return createFetchClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${key}` } });
}
