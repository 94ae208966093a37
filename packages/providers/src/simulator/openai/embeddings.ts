import { embedding } from '../answer/embedding.ts';
import type { LookupEndpoint } from '../wire/endpoint.ts';
import { invalidRequest } from '../wire/failure.ts';
import type { JsonObject } from '../wire/json.ts';
import { checkParameters, type ParameterRule, requestedModel, requiredParameter } from './check-parameters.ts';

const parameters: Readonly<Record<string, ParameterRule>> = {
  model: { type: 'string' },
  input: { type: 'any' },
  dimensions: { type: 'integer', least: 1, most: 3072 },
  encoding_format: { type: 'string', values: ['float', 'base64'] },
  user: { type: 'string' },
};
const mostInputs = 2048;

/** `POST /v1/embeddings`. */
export const embeddings: LookupEndpoint = {
  kind: 'lookup',
  route: 'openai/embeddings',
  vendor: 'openai',
  read({ body, pathModel }) {
    const model = requestedModel(body, pathModel);
    requiredParameter(body, 'input');
    checkParameters(body, parameters);
    const texts = readInput(body);
    const dimensions = typeof body['dimensions'] === 'number' ? body['dimensions'] : 1536;
    const encode = body['encoding_format'] === 'base64' ? asBase64 : (vector: readonly number[]) => vector;
    return {
      model,
      text: texts.join('\n'),
      answer: ({ countTokens }) => {
        const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
        const data = texts.map((text, index) => ({
          object: 'embedding',
          index,
          embedding: encode(embedding(text, dimensions)),
        }));
        return { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
      },
    };
  },
};

function readInput(body: JsonObject): readonly string[] {
  const { input } = body;
  const list = Array.isArray(input) ? input : [input];
  // A list of numbers is one text given as tokens.
  const texts = list.every((item) => typeof item === 'number') ? [list.join(' ')] : list.map(textOf);
  if (list.length === 0 || texts.some((text) => text === undefined))
    throw invalidRequest(
      "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.",
    );
  if (texts.length > mostInputs) {
    throw invalidRequest(
      `Invalid 'input': array too long. Expected an array with maximum length ${mostInputs}, but got an array with length ${texts.length} instead.`,
      'input',
      'array_above_max_length',
    );
  }
  return texts.filter((text) => text !== undefined);
}

function textOf(item: unknown): string | undefined {
  if (typeof item === 'string' && item !== '') return item;
  return Array.isArray(item) ? item.join(' ') : undefined;
}

function asBase64(vector: readonly number[]): string {
  return Buffer.from(new Float32Array(vector).buffer).toString('base64');
}
