import type { GoogleGenAI } from '@google/genai';
import type { Fetch } from '../wire/fetch.ts';

export interface GoogleEndpoint {
  readonly provider: string;
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly version: string;
  readonly fetch: Fetch;
}

/** The SDK over `fetch`. It makes one attempt, because no retry options are given. */
export async function openClient(endpoint: GoogleEndpoint, fetch: Fetch): Promise<GoogleGenAI> {
  const { GoogleGenAI: Client } = await import('@google/genai');
  return new Client({
    apiKey: endpoint.apiKey,
    vertexai: false,
    apiVersion: endpoint.version,
    httpOptions: { baseUrl: endpoint.baseUrl, apiVersion: endpoint.version, fetch },
  });
}
