import { promptTokens } from '../tokens/prompt-tokens.ts';
import type { LookupEndpoint } from '../wire/endpoint.ts';
import { readCounted } from './read-message-request.ts';

/** `POST /v1/messages/count_tokens`. */
export const countTokensEndpoint: LookupEndpoint = {
  kind: 'lookup',
  route: 'anthropic/count_tokens',
  vendor: 'anthropic',
  read(request) {
    const prompt = readCounted(request);
    return {
      model: prompt.model,
      text: '',
      answer: ({ countTokens }) => ({ input_tokens: promptTokens(prompt, countTokens) }),
    };
  },
};
