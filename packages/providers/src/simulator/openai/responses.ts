import type { Exchange, GenerationEndpoint } from '../wire/endpoint.ts';
import type { JsonObject } from '../wire/json.ts';
import { readResponseRequest } from './read-response-request.ts';
import { responseEvents } from './response-events.ts';
import { responseItems } from './response-items.ts';
import { responseObject, responseStatus } from './response-object.ts';

/** `POST /v1/responses`. */
export const responses: GenerationEndpoint = {
  kind: 'generation',
  route: 'openai/responses',
  vendor: 'openai',
  read: readResponseRequest,
  whole: (exchange: Exchange): JsonObject =>
    responseObject(exchange, {
      id: `resp_${exchange.identifier(48, 'hex')}`,
      status: responseStatus(exchange),
      output: responseItems(exchange),
    }),
  stream: responseEvents,
};
