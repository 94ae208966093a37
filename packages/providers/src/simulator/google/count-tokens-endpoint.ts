import { promptTokens } from '../tokens/prompt-tokens.ts';
import type { LookupEndpoint } from '../wire/endpoint.ts';
import { isObject } from '../wire/json.ts';
import { readGenerate } from './read-generate.ts';

/** `POST /v1/models/MODEL:countTokens`, with `contents` or with a whole `generateContentRequest`. */
export const countTokensEndpoint: LookupEndpoint = {
  kind: 'lookup',
  route: 'google/countTokens',
  vendor: 'google',
  read(request) {
    const inner = request.body['generateContentRequest'];
    const prompt = readGenerate({ ...request, body: isObject(inner) ? inner : request.body }, false);
    return {
      model: prompt.model,
      text: '',
      answer: ({ countTokens }) => {
        const totalTokens = promptTokens(prompt, countTokens);
        return { totalTokens, promptTokensDetails: [{ modality: 'TEXT', tokenCount: totalTokens }] };
      },
    };
  },
};
