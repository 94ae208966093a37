import { FailureError, type Message, type Model, type ModelRequest } from '@sluice/core';
import { numbered } from '../frames.ts';
import type { Breaker } from './breaker.ts';
import type { BoundCall, ModelCall } from './model-call.ts';
import type { Candidate } from './model-chain.ts';
import { requestKey } from './request-key.ts';

/** The request as this very model gets it. Throws where the model cannot be had or cannot do what is asked. */
export async function bindCall(
  call: ModelCall,
  candidate: Candidate,
  breaker: Breaker | undefined,
): Promise<BoundCall> {
  const { instance, question } = call;
  const { session, node, path } = instance;
  const model = await session.host.providers.resolve(candidate.reference);
  const { caseId, sample } = session.job.origin;
  const request = adapt(model, {
    ...question.request,
    params: { ...candidate.params, ...question.request.params },
    origin: { run: session.job.runId, step: node.id, path, sample, ...(caseId === undefined ? {} : { caseId }) },
  });
  const recorded = model.recorded === true;
  const key = numbered(instance, requestKey({ model: model.id, recorded, path, request }));
  return { call, candidate, model, request, key, breaker, signal: instance.signal };
}

/** A model without JSON output of its own is told the schema in words; anything else it lacks is a failure. */
function adapt(model: Model, request: ModelRequest): ModelRequest {
  const lacking = model.unsupported(request);
  if (lacking.length === 0) return request;
  const other = lacking.find((parameter) => parameter.name !== 'output');
  if (other === undefined) return inWords(request);
  throw new FailureError({
    type: 'invalid_request',
    title: 'The model does not take this parameter',
    detail: `${model.id} does not take ${other.name}: ${other.why}`,
    ...(other.hint === undefined ? {} : { hint: other.hint }),
    code: 'model/unsupported',
  });
}

function inWords(request: ModelRequest): ModelRequest {
  const { output, ...rest } = request;
  if (output === undefined) return request;
  const text = `Answer with JSON that matches this schema, and nothing else:\n${JSON.stringify(output.schema)}`;
  const instruction: Message = { role: 'system', content: [{ type: 'text', text }] };
  const first = rest.messages.findIndex((message) => message.role !== 'system');
  const at = first === -1 ? rest.messages.length : first;
  return { ...rest, messages: [...rest.messages.slice(0, at), instruction, ...rest.messages.slice(at)] };
}
