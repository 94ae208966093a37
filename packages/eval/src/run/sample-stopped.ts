import type { EvalResult } from '../result/eval-result.ts';

/** A sample that could not be brought to its end: it is not kept, and a resumed run takes it up. */
export class SampleStopped extends Error {
  override readonly name = 'SampleStopped';
  readonly reason: NonNullable<EvalResult['stopped']>;

  constructor(reason: NonNullable<EvalResult['stopped']>) {
    super(`stopped: ${reason}`);
    this.reason = reason;
  }
}

/** Why a failure leaves its sample undone: without budget, key or quota nothing was run. `undefined`: it is a result. */
export function stopReason(
  failure: { readonly type: string; readonly code?: string | undefined } | undefined,
): EvalResult['stopped'] {
  if (failure?.type === 'budget') return 'budget';
  const refused = failure?.type === 'auth' || failure?.type === 'quota';
  return refused && !failure.code?.startsWith('replay/') ? 'provider' : undefined;
}
