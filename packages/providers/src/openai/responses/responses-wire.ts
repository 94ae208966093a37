import type { Failure, JsonObject } from '@sluice/core';
import { isObject } from '../../wire/json.ts';
import { plainFailure, streamFailure, type WireContext } from '../../wire/wire-failure.ts';
import type { OpenaiWire } from '../openai-wire.ts';
import { unsupportedByResponses } from '../unsupported-parameters.ts';
import { responsesStream } from './responses-stream.ts';
import { toResponsesRequest } from './to-responses-request.ts';
import { toResponsesResponse } from './to-responses-response.ts';

/** The Responses API. */
export const responsesWire: OpenaiWire = {
  path: '/responses',
  marker: 'response.completed',
  unsupported: unsupportedByResponses,
  toRequest: toResponsesRequest,
  openStream: responsesStream,
  failureIn: responsesFailure,
  toResponse: toResponsesResponse,
};

/** `failed` and `cancelled` come with a good HTTP status; a body without any output is no answer at all. */
function responsesFailure(body: JsonObject, headers: Headers, context: WireContext): Failure | undefined {
  const { status, error, output } = body;
  if (status === 'failed' || status === 'cancelled' || isObject(error)) {
    const said = isObject(error) ? error : { message: `the response is ${String(status)}` };
    return streamFailure({ error: said }, headers, context);
  }
  if (Array.isArray(output)) return undefined;
  const detail = `${context.provider} sent a body without output`;
  return { ...plainFailure('server_error', detail, context), code: 'wire/no-output' };
}
