import type { GoogleGenAI } from '@google/genai';
import type { Fetch } from '../wire/fetch.ts';

export interface GoogleConnection {
  readonly provider: string;
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly version: string;
  readonly fetch: Fetch;
}

export interface GoogleEndpoint extends GoogleConnection {
  /** The SDK, loaded and opened with the first call. Each request brings its own `httpOptions.fetch`. */
  client(): Promise<GoogleGenAI>;
}

export function openEndpoint(connection: GoogleConnection): GoogleEndpoint {
  let opened: Promise<GoogleGenAI> | undefined;
  return {
    ...connection,
    client() {
      opened ??= openClient(connection);
      return opened;
    },
  };
}

/** It makes one attempt, because no retry options are given. */
async function openClient({ apiKey, baseUrl, version, fetch }: GoogleConnection): Promise<GoogleGenAI> {
  const { GoogleGenAI: Client } = await import('@google/genai');
  return new Client({
    apiKey,
    vertexai: false,
    apiVersion: version,
    httpOptions: { baseUrl, apiVersion: version, fetch },
  });
}
