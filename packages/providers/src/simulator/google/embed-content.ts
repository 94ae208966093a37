import { embedding } from '../answer/embedding.ts';
import type { LookupEndpoint, WireRequest } from '../wire/endpoint.ts';
import { invalidRequest } from '../wire/failure.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../wire/json.ts';

/** `POST /v1beta/models/MODEL:embedContent`. */
export const embedContent: LookupEndpoint = {
  kind: 'lookup',
  route: 'google/embedContent',
  vendor: 'google',
  read(request) {
    const one = readOne(request.body, '');
    return { model: request.pathModel ?? '', text: one.text, answer: () => ({ embedding: vectorOf(one) }) };
  },
};

/** `POST /v1beta/models/MODEL:batchEmbedContents`. */
export const batchEmbedContents: LookupEndpoint = {
  kind: 'lookup',
  route: 'google/batchEmbedContents',
  vendor: 'google',
  read({ body, pathModel }: WireRequest) {
    const requests = listOf(body['requests']);
    if (requests.length === 0) throw invalidRequest('* BatchEmbedContentsRequest.requests: requests is not specified');
    if (requests.length > 100)
      throw invalidRequest('* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch');
    const texts = requests.map((item, at) => readOne(isObject(item) ? item : {}, `requests[${at}].`));
    return {
      model: pathModel ?? '',
      text: texts.map((one) => one.text).join('\n'),
      answer: () => ({ embeddings: texts.map(vectorOf) }),
    };
  },
};

interface ToEmbed {
  readonly text: string;
  readonly dimensions: number;
}

function readOne(body: JsonObject, place: string): ToEmbed {
  const content = body['content'];
  const parts = isObject(content) ? listOf(content['parts']) : [];
  const text = parts.flatMap((part) => (isObject(part) ? (stringOf(part['text']) ?? []) : [])).join('\n');
  if (text === '') throw invalidRequest(`* EmbedContentRequest.${place}content: contents is not specified`);
  const config = isObject(body['embedContentConfig']) ? body['embedContentConfig'] : {};
  const dimensions = Number(body['outputDimensionality'] ?? config['outputDimensionality'] ?? 768);
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > 3072)
    throw invalidRequest(`* EmbedContentRequest.${place}output_dimensionality: must be in the range [1, 3072].`);
  return { text, dimensions };
}

function vectorOf({ text, dimensions }: ToEmbed): { values: readonly number[] } {
  return { values: embedding(text, dimensions) };
}
