import type { Failure, FailureType, Json } from '@sluice/core';
import { classifyError } from './classify-error.ts';
import { type ErrorBody, readErrorBody, readFailedBody } from './error-body.ts';
import { failureTitle } from './failure-title.ts';
import { parseJson } from './json.ts';
import { maskSecrets } from './mask-secrets.ts';
import { requestIdOf } from './request-id.ts';
import { retryAfterMs } from './retry-after.ts';

/** Who was called, and what must not appear in any text about it. */
export interface WireContext {
  /** The provider's name in the configuration. */
  readonly provider: string;
  /** Keys and header values; removed from every text. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface WireAnswer {
  readonly status: number | undefined;
  readonly headers: Headers | undefined;
  /** The body as text. */
  readonly text: string;
}

/** The failure of an answer with an error status (body of any shape) or with an error inside a 200. */
export function answerFailure(answer: WireAnswer, context: WireContext): Failure {
  return describe(readFailedBody(answer.text), { ...answer, body: parseJson(answer.text) }, context);
}

/** The failure of an error event inside a stream that began well. `event` is `{error:...}` or the error object itself. */
export function streamFailure(event: Json, headers: Headers | undefined, context: WireContext): Failure {
  const body = readErrorBody(event) ?? readErrorBody({ error: event }) ?? readFailedBody(JSON.stringify(event));
  return describe(body, { status: body.status, headers, body: event }, context);
}

/** A failure with the fixed title of its type and a masked, shortened detail. */
export function plainFailure(type: FailureType, detail: string, context: WireContext): Failure {
  return { type, title: failureTitle[type], detail: shown(detail, context) };
}

interface Described {
  readonly status: number | undefined;
  readonly headers: Headers | undefined;
  readonly body: Json | undefined;
}

function describe(body: ErrorBody, from: Described, context: WireContext): Failure {
  const status = from.status === undefined || from.status < 400 ? (body.status ?? from.status) : from.status;
  const type = classifyError(status, body);
  const wait = retryAfterMs({ ...from, status, now: context.now });
  const requestId = requestIdOf(from.headers);
  const hint = hintFor(type, context.provider);
  const said = body.message === '' ? failureTitle[type] : body.message;
  return {
    ...plainFailure(type, `${context.provider} answered ${status ?? 'with an error'}: ${said}`, context),
    ...(hint === undefined ? {} : { hint }),
    ...(status === undefined ? {} : { status }),
    ...(body.code === undefined ? {} : { code: maskSecrets(body.code, context.secrets) }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

function hintFor(type: FailureType, provider: string): string | undefined {
  switch (type) {
    case 'auth':
      return `check the key of provider "${provider}" and what it may use`;
    case 'quota':
      return `the account of provider "${provider}" has no credit or allowance left: waiting does not help`;
    case 'not_found':
      return 'check the spelling of the model and whether the account may use it';
    case 'context_length':
      return 'shorten the prompt or use a model with a larger context window';
    default:
      return undefined;
  }
}

const longestDetail = 600;

function shown(text: string, context: WireContext): string {
  const masked = maskSecrets(text, context.secrets);
  return masked.length <= longestDetail ? masked : `${masked.slice(0, longestDetail)}…`;
}
