/** What can go wrong with a request, before it is put into a vendor's words. */
export type FailureKind =
  | 'invalid_request'
  | 'missing_key'
  | 'invalid_key'
  | 'permission_denied'
  | 'model_not_found'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'too_large'
  | 'context_length'
  | 'rate_limited'
  | 'quota_exhausted'
  | 'server_error'
  | 'unavailable'
  | 'overloaded';

/** A failure with what its body needs. */
export interface WireFailure {
  readonly kind: FailureKind;
  /** The message; each vendor has its own where this is absent. */
  readonly message?: string;
  /** The field to blame (OpenAI's `param`). */
  readonly param?: string;
  /** OpenAI's `code`. */
  readonly code?: string;
  readonly model?: string;
  /** When to come back; absent: the answer does not say. */
  readonly retryAfterMs?: number;
  /** How long the prompt was and may be; only with `context_length`. */
  readonly tokens?: { readonly given: number; readonly most: number };
  /** Which limit was met. */
  readonly limit?: 'requests' | 'tokens' | 'input_tokens' | 'output_tokens';
}

/** Thrown while a request is read: it becomes the vendor's own answer. */
export class RefusedRequest extends Error {
  readonly failure: WireFailure;

  constructor(failure: WireFailure) {
    super(failure.message ?? failure.kind);
    this.name = 'RefusedRequest';
    this.failure = failure;
  }
}

/** A 400 with a message and, where OpenAI names one, the parameter and the code. */
export function invalidRequest(message: string, param?: string, code?: string): RefusedRequest {
  return new RefusedRequest({
    kind: 'invalid_request',
    message,
    ...(param === undefined ? {} : { param }),
    ...(code === undefined ? {} : { code }),
  });
}
