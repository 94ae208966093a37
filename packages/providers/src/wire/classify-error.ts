import type { FailureType } from '@sluice/core';
import type { ErrorBody } from './error-body.ts';
import { listAt, objectAt, textAt } from './json.ts';

/** The place of an error answer in the closed taxonomy. The order decides: the telling sign before the status. */
export function classifyError(status: number | undefined, body: ErrorBody): FailureType {
  return byBody(status, body) ?? byStatus(status ?? body.status) ?? 'server_error';
}

interface Sign {
  readonly type: FailureType;
  /** Exact vendor codes. */
  readonly codes: readonly string[];
  /** Wording, for vendors without codes. */
  readonly message?: RegExp;
  /** Statuses at which the wording counts; absent: any. */
  readonly at?: readonly number[];
}

const signs: readonly Sign[] = [
  {
    type: 'context_length',
    codes: [
      'context_length_exceeded',
      'too_many_prompt_tokens',
      'exceed_context_size_error',
      'string_above_max_length',
    ],
    message:
      /context[ _](?:length|window|size)|prompt is too long|input (?:token count|is too long)|too many (?:input )?tokens|token limit reached|messages is too long/i,
    at: [400, 413, 422, 500],
  },
  {
    type: 'content_filter',
    codes: ['content_filter', 'content_policy_violation', 'responsibleaipolicyviolation', 'moderation_blocked'],
    message: /content (?:management )?polic|usage polic|flagged (?:as|by|for)|moderation|data_inspection/i,
    at: [400, 403],
  },
  {
    type: 'quota',
    codes: [
      'insufficient_quota',
      'credit_balance_exhausted',
      'billing_hard_limit_reached',
      'billing_not_active',
      'billing_error',
      'enforced_spend_limit_reached',
      'contract_spend_limit_reached',
      'linked_organization_spend_limit_reached',
      'insufficient_balance',
      'exceeded_current_quota_error',
    ],
    message:
      /credit balance is too low|insufficient (?:balance|credits|quota)|(?:any|enough|out of|run out of) credits|free-models-per-day|spend(?:ing)? limit/i,
    at: [400, 402, 403, 429],
  },
  {
    type: 'auth',
    codes: ['invalid_api_key', 'api_key_invalid', 'authentication_error', 'permission_error', 'invalid_authentication'],
    message: /incorrect api key|invalid api key|api key not valid|api key expired/i,
    at: [400, 401, 403],
  },
  {
    type: 'not_found',
    codes: ['model_not_found', 'not_found_error', 'deploymentnotfound', 'model_decommissioned', 'unknown_model'],
    message: /model\b.{0,80}\b(?:does not exist|not found|decommissioned)|not a valid model id|invalid model:/i,
    at: [400, 404],
  },
  { type: 'invalid_output', codes: ['tool_use_failed', 'json_validate_failed'] },
  {
    type: 'overloaded',
    codes: [
      'overloaded_error',
      'server_is_overloaded',
      'engine_overloaded_error',
      'capacity_exceeded',
      'unavailable',
      'nocapacity',
    ],
  },
  { type: 'timeout', codes: ['deadline_exceeded', 'timeout_error', 'timeout'] },
  {
    type: 'rate_limit',
    codes: ['rate_limit_error', 'rate_limit_exceeded', 'ratelimitreached', 'slow_down', 'too_many_requests'],
  },
];

function byBody(outer: number | undefined, body: ErrorBody): FailureType | undefined {
  const status = outer === undefined || outer < 400 ? body.status : outer;
  if (asksTooMuch(status, body)) return 'quota';
  for (const sign of signs) {
    if (sign.codes.some((code) => body.codes.includes(code))) return sign.type;
    const counts = status === undefined || (sign.at?.includes(status) ?? true);
    if (counts && sign.message?.test(body.message) === true) return sign.type;
  }
  if (status === undefined || status < 400)
    return body.codes.some((code) => code.startsWith('invalid_')) ? 'invalid_request' : undefined;
  return undefined;
}

/** A daily allowance (Gemini) or one request above the whole minute's allowance (Groq 413): waiting a moment helps neither. */
function asksTooMuch(status: number | undefined, body: ErrorBody): boolean {
  if (status === 413) return body.codes.includes('rate_limit_exceeded');
  const violations = listAt(body.error, 'details').flatMap((detail) => listAt(detail, 'violations'));
  return violations.some((violation) => /PerDay/i.test(textAt(violation, 'quotaId') ?? '')) || isZeroQuota(body);
}

/** Google answers 429 with `limit: 0` where the account may not use the model at all. */
function isZeroQuota(body: ErrorBody): boolean {
  return body.codes.includes('resource_exhausted') && /\blimit: 0\b/.test(body.message);
}

const byExactStatus: Readonly<Record<number, FailureType>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  404: 'not_found',
  408: 'timeout',
  // A lock on the vendor's side; the SDKs try again as well.
  409: 'server_error',
  425: 'overloaded',
  429: 'rate_limit',
  498: 'overloaded',
  499: 'cancelled',
  503: 'overloaded',
  504: 'timeout',
  522: 'timeout',
  524: 'timeout',
  529: 'overloaded',
};

function byStatus(status: number | undefined): FailureType | undefined {
  if (status === undefined || status < 400) return undefined;
  const exact = byExactStatus[status];
  if (exact !== undefined) return exact;
  return status < 500 ? 'invalid_request' : 'server_error';
}

/** Whether an answer with a good status is an error nevertheless. */
export function isErrorInside(body: unknown): boolean {
  const error = objectAt(body, 'error');
  return Object.keys(error).length > 0 || (textAt(body, 'error') ?? '') !== '';
}
