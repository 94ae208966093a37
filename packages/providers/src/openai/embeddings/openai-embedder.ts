import { type Embedder, FailureError, type Json, type JsonObject, noUsage, sumKnown, type Usage } from '@sluice/core';
import { isObject, listAt, numberAt } from '../../wire/json.ts';
import { plainFailure } from '../../wire/wire-failure.ts';
import { billedUsd } from '../billed-usd.ts';
import { callOpenai, wireContext } from '../call-openai.ts';
import type { OpenaiConnection } from '../openai-options.ts';
import { splitTexts } from './split-texts.ts';
import { toVector } from './to-vector.ts';

/** Embeddings in as many requests as the gateway's limits need, one after the other. */
export function openaiEmbedder(connection: OpenaiConnection, model: string): Embedder {
  return {
    id: `${connection.name}/${model}`,
    async embed(texts, { signal }) {
      const vectors: (readonly number[])[] = [];
      const usages: Usage[] = [];
      const { path, batch, encoding } = connection.gateway.embedding;
      for (const input of splitTexts(texts, batch)) {
        const body = { model, input, encoding_format: encoding };
        const { body: answer = {} } = await callOpenai(connection, { path, model, body, signal });
        vectors.push(...vectorsOf(answer, input.length, connection));
        usages.push(toEmbeddingUsage(answer, connection));
      }
      return { vectors, usage: sumUsages(usages) };
    },
  };
}

/** In the order of the texts, whatever the order of the answer. */
function vectorsOf(answer: JsonObject, count: number, connection: OpenaiConnection): readonly (readonly number[])[] {
  const entries = listAt(answer, 'data').filter(isObject);
  const ordered = entries.toSorted((a, b) => (numberAt(a, 'index') ?? 0) - (numberAt(b, 'index') ?? 0));
  const { encoding } = connection.gateway.embedding;
  const vectors = ordered
    .map((entry) => toVector(entry['embedding'], encoding))
    .filter((vector) => vector !== undefined);
  if (vectors.length === count) return vectors;
  const detail = `${connection.name} sent ${vectors.length} vectors for ${count} texts`;
  throw new FailureError({
    ...plainFailure('server_error', detail, wireContext(connection)),
    code: 'wire/missing-vectors',
  });
}

function toEmbeddingUsage({ usage: raw }: JsonObject, { gateway }: OpenaiConnection): Usage {
  if (!isObject(raw)) return noUsage;
  const input = numberAt(raw, 'prompt_tokens') ?? numberAt(raw, 'total_tokens');
  return { ...noUsage, input, billedUsd: billedUsd(raw, gateway.usage.bill), raw };
}

/** One request's usage as it is; of several the sums, with every raw object in order. */
function sumUsages(usages: readonly Usage[]): Usage {
  const [first, ...more] = usages;
  if (first === undefined) return noUsage;
  if (more.length === 0) return first;
  const raws = usages.flatMap(({ raw }): Json[] => (raw === undefined ? [] : [raw]));
  return {
    ...noUsage,
    input: allKnown(usages.map(({ input }) => input)),
    billedUsd: allKnown(usages.map(({ billedUsd: usd }) => usd)),
    raw: raws.length === 0 ? undefined : raws,
  };
}

/** Unknown as soon as one part is. */
function allKnown(counts: readonly (number | undefined)[]): number | undefined {
  return counts.includes(undefined) ? undefined : sumKnown(counts);
}
