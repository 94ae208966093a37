import { type Embedder, type Embeddings, FailureError, noUsage } from '@sluice/core';
import { linkSignal } from '../wire/abort-signal.ts';
import { captureFetch } from '../wire/capture-fetch.ts';
import { abortFailure } from '../wire/thrown-failure.ts';
import { plainFailure, type WireContext } from '../wire/wire-failure.ts';
import type { GoogleEndpoint } from './open-client.ts';
import { toFailure } from './to-failure.ts';

/** The most texts that one `batchEmbedContents` takes. */
const batchSize = 100;

type EmbedOptions = Parameters<Embedder['embed']>[1];

/** Gemini embeddings, in batches one after the other. The Gemini API does not report their usage. */
export function googleEmbedder(name: string, endpoint: GoogleEndpoint): Embedder {
  return {
    id: `${endpoint.provider}/${name}`,
    async embed(texts, options) {
      const vectors: (readonly number[])[] = [];
      for (let start = 0; start < texts.length; start += batchSize) {
        const batch = texts.slice(start, start + batchSize);
        vectors.push(...(await embedBatch({ name, endpoint, batch }, options)));
      }
      return { vectors, usage: noUsage };
    },
  };
}

interface Batch {
  readonly name: string;
  readonly endpoint: GoogleEndpoint;
  readonly batch: readonly string[];
}

async function embedBatch({ name, endpoint, batch }: Batch, { signal }: EmbedOptions): Promise<Embeddings['vectors']> {
  const context = { provider: endpoint.provider, secrets: [endpoint.apiKey], now: Date.now() };
  if (signal.aborted) throw abortFailure(signal, context);
  const { fetch, exchange } = captureFetch(endpoint.fetch);
  const link = linkSignal(signal);
  try {
    const client = await endpoint.client();
    const answer = await client.models.embedContent({
      model: name,
      // One content each: as bare texts, newer models embed them all into one vector.
      contents: batch.map((text) => ({ parts: [{ text }] })),
      config: { abortSignal: link.signal, httpOptions: { fetch } },
    });
    const vectors = (answer.embeddings ?? []).flatMap(({ values }) => (values === undefined ? [] : [values]));
    if (vectors.length !== batch.length) throw incomplete(vectors.length, batch.length, context);
    return vectors;
  } catch (thrown) {
    throw toFailure(thrown, { signal, exchange }, context);
  } finally {
    link.unlink();
  }
}

function incomplete(got: number, asked: number, context: WireContext): FailureError {
  const detail = `${context.provider} answered ${got} embeddings for ${asked} texts`;
  return new FailureError({ ...plainFailure('server_error', detail, context), code: 'google/embedding-count' });
}
