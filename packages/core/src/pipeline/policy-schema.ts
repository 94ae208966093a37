import { permanentFailures, retryableFailures } from '../errors/failure.ts';
import {
  choice,
  duration,
  either,
  flag,
  integer,
  list,
  number,
  object,
  type Schema,
} from '../schema/schema-builder.ts';

export const backoffSchema: Schema = object('How long to wait between attempts.', {
  optional: {
    initial: duration('The wait before the second attempt; 500ms when absent.'),
    factor: number('How much longer each wait is than the one before; 2 when absent.', { minimum: 1 }),
    max: duration('The longest wait; 20s when absent.'),
    jitter: choice('`full`: a random part of the wait, so that what failed together does not come back together.', [
      'full',
      'none',
    ]),
  },
});

export const retrySchema: Schema = object('When and how often a failed call is tried again.', {
  optional: {
    max_attempts: integer('Counts the first attempt; 3 when absent.', 1, { maximum: 100 }),
    backoff: backoffSchema,
    on: list(
      'The failures that are tried again; those that another attempt may cure when absent.',
      choice('A failure of the taxonomy.', [...retryableFailures, ...permanentFailures]),
      { uniqueItems: true },
    ),
  },
});

export const cacheSchema: Schema = either(
  'Keeps answers by the content of the request.',
  flag('`true`: without a time limit.'),
  object('With a time limit.', { optional: { ttl: duration('How long an answer is kept.') } }),
);

export const timeoutSchema: Schema = duration('Covers everything, waits and retries included.');

export const attemptTimeoutSchema: Schema = duration('Covers one attempt.');

export const defaultsSchema: Schema = object('What steps do unless they say otherwise.', {
  optional: {
    timeout: timeoutSchema,
    attempt_timeout: attemptTimeoutSchema,
    retry: retrySchema,
    cache: cacheSchema,
  },
});
