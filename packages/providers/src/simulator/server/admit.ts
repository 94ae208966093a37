import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { ModelProfile } from '../profile/profile.ts';
import { RefusedRequest } from '../wire/failure.ts';
import type { JsonObject } from '../wire/json.ts';
import { type Call, refuse } from './call.ts';

/** What asks to be admitted. */
export interface Applicant {
  readonly name: string;
  /** Tokens of its prompt. */
  readonly input: number;
  readonly body: JsonObject;
}

/**
 * Finds the model and takes the request's share of its rate limits; the limits' headers are added to the answer.
 * `undefined`: it was refused as the vendor refuses, and answered.
 */
export function admit(
  call: Call,
  applicant: Applicant,
): { model: ModelProfile; limiter: RateLimiter | undefined } | undefined {
  const model = call.world.findModel(applicant.name);
  if (model === undefined) throw new RefusedRequest({ kind: 'model_not_found', model: applicant.name });
  checkParameters(model, applicant);
  const limiter = call.world.limiterOf(applicant.name, model);
  if (limiter === undefined) return { model, limiter };
  const state = limiter.admit(applicant.input, Date.now());
  Object.assign(call.headers, call.manners.limitHeaders(state));
  if (state.refused === undefined) return { model, limiter };
  call.traffic.asked('byFault', 'rate_limit');
  refuse(call, { kind: 'rate_limited', model: applicant.name, ...state.refused });
  return undefined;
}

function checkParameters(model: ModelProfile, { body, input, name }: Applicant): void {
  const unsupported = model.refuses.find((parameter) => body[parameter] !== undefined && body[parameter] !== null);
  if (unsupported !== undefined) {
    throw new RefusedRequest({
      kind: 'invalid_request',
      message: `Unsupported parameter: '${unsupported}' is not supported with this model.`,
      param: unsupported,
      code: 'unsupported_parameter',
    });
  }
  if (model.contextWindow !== undefined && input > model.contextWindow) {
    throw new RefusedRequest({
      kind: 'context_length',
      model: name,
      tokens: { given: input, most: model.contextWindow },
    });
  }
}
