import type { Usage } from '../model/usage.ts';

/** Failures that another attempt may cure. */
export const retryableFailures = [
  'rate_limit',
  'overloaded',
  'timeout',
  'network',
  'server_error',
  'truncated_stream',
] as const;

/** Failures that another attempt would only repeat, unless a `retry.on` names them. */
export const permanentFailures = [
  'invalid_request',
  'auth',
  'quota',
  'not_found',
  'content_filter',
  'refusal',
  'context_length',
  'truncated',
  'invalid_output',
  'budget',
  'tool',
  'rejected',
  'cancelled',
] as const;

/** The closed taxonomy of the language reference. */
export type FailureType = (typeof retryableFailures)[number] | (typeof permanentFailures)[number];

/** Why a call, a step or a run failed, in the shape of RFC 7807. Never holds a secret. */
export interface Failure {
  readonly type: FailureType;
  /** A few words, the same for every failure of this kind. */
  readonly title: string;
  /** What happened this time. */
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** A finer code below `type`: the vendor's own, or ours as `area/kebab-name`. */
  readonly code?: string;
  /** Where: a JSON pointer into the plan, such as `/steps/3/map/2/steps/0`. */
  readonly instance?: string;
  /** The step whose failure this is. */
  readonly step?: string;
  /** The vendor's id of the request. */
  readonly requestId?: string;
  /** How long the vendor asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Another attempt is known to end the same, whatever the type: a recorded failure. */
  readonly permanent?: boolean;
  readonly attempts?: readonly FailedAttempt[];
}

export interface FailedAttempt {
  readonly model: string;
  readonly type: FailureType;
  readonly detail: string;
  readonly latencyMs: number;
}

/** What models, tools and modules throw; the runner reads `failure`, nothing else. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;
  /** What the failed call was billed for all the same, where the vendor said so. */
  readonly usage: Usage | undefined;

  constructor(failure: Failure, options?: { cause?: unknown; usage?: Usage | undefined }) {
    super(failure.detail, options);
    this.failure = failure;
    this.usage = options?.usage;
  }
}

export function isRetryable(type: FailureType): boolean {
  return (retryableFailures as readonly string[]).includes(type);
}
