import type { FailureType } from '../../packages/core/src/index.ts';

/** What each type of failure means: `error.type` of a step, and the code `failure/TYPE` of a failure without its own. */
export const failureTypes: Readonly<Record<FailureType, string>> = {
  rate_limit: 'The provider asks to slow down. Tried again, after the pause that it names.',
  overloaded: 'The provider is overloaded. Tried again.',
  timeout: 'No end in time. Tried again.',
  network: 'The connection failed. Tried again.',
  server_error: 'The provider failed. Tried again.',
  truncated_stream: 'A streamed answer broke off. What there was of it is not used; tried again.',
  invalid_request: 'The request is wrong: a parameter, a message, a schema. Another attempt would only repeat it.',
  auth: 'The key is missing, wrong, or not allowed to do this.',
  quota: 'The account has no money or allowance left.',
  not_found: 'The provider has no such model, or a tool no such thing.',
  content_filter: 'The provider filtered the prompt or the answer.',
  refusal: 'The model refused to answer.',
  context_length: 'The prompt is longer than the model can take.',
  truncated: 'The answer was cut by `max_tokens`; it is not asked for again, because it would be cut again.',
  invalid_output: 'The answer does not fit `output.schema`, also after repair and re-asking.',
  budget: 'The call might have passed the budget, and was not made. Exit code 4.',
  tool: 'A tool failed in its own way.',
  rejected: 'A person, or a timeout in place of one, rejected an approval.',
  cancelled: 'The run was stopped, or another step failed.',
};
