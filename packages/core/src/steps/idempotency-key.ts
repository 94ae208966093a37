import { FailureError } from '../errors/failure.ts';
import type { StepContext } from './step-context.ts';

/** The step's `idempotency_key`, the same on every attempt and after a resume; `undefined` where it has none. */
export function idempotencyKey({ node, scope }: StepContext): string | undefined {
  const key = node.idempotencyKey?.evaluate(scope);
  if (key === undefined || key === null) return undefined;
  if (typeof key === 'string' && key !== '') return key;
  throw new FailureError({
    type: 'invalid_request',
    title: 'Idempotency key is not text',
    detail: `idempotency_key came to ${key === '' ? 'an empty text' : typeof key}`,
    code: 'tool/idempotency-key',
  });
}
