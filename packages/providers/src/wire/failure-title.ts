import type { FailureType } from '@sluice/core';

/** The few words for each type of failure of a model call. */
export const failureTitle: Readonly<Record<FailureType, string>> = {
  rate_limit: 'rate limit reached',
  overloaded: 'the provider is overloaded',
  timeout: 'the call timed out',
  network: 'the connection failed',
  server_error: 'the provider failed',
  truncated_stream: 'the stream ended early',
  invalid_request: 'the provider refused the request',
  auth: 'the key was not accepted',
  quota: 'the quota is used up',
  not_found: 'no such model',
  content_filter: 'blocked by a content filter',
  refusal: 'the model refused',
  context_length: 'the prompt is too long for the model',
  truncated: 'the answer was cut at the token limit',
  invalid_output: 'the answer does not fit',
  budget: 'the budget is used up',
  tool: 'a tool failed',
  rejected: 'rejected',
  cancelled: 'cancelled',
};
