import { type Failure, FailureError, type Json } from '@sluice/core';
import { toFailure } from './failures.ts';
import type { StepInstance } from './frames.ts';
import type { StepResult } from './step-result.ts';
import { stepView } from './step-view.ts';

/** The step did what it should; `errors` are the failed items of a map. */
export function succeed(instance: StepInstance, output: Json, errors: readonly Json[]): StepResult {
  const { session, path, tally } = instance;
  const model = tally.alias;
  const at = session.host.clock.now();
  session.journal.record({ type: 'step-end', at, path, output, ...(model === undefined ? {} : { model }) });
  return {
    status: 'succeeded',
    view: stepView('succeeded', { output, tally, model, errors }),
    tally,
    end: instance.now,
  };
}

/** A default or a catch took care of the failure. */
export function recover(instance: StepInstance, failure: Failure, output: Json): StepResult {
  const { session, path, tally } = instance;
  const model = tally.alias;
  session.journal.record({
    type: 'step-end',
    at: session.host.clock.now(),
    path,
    output,
    handled: failure,
    ...(model === undefined ? {} : { model }),
  });
  return {
    status: 'succeeded',
    view: stepView('succeeded', { output, failure, tally, model }),
    failure,
    tally,
    end: instance.now,
  };
}

/** `handled`: the run goes on all the same. */
export function fail(instance: StepInstance, failure: Failure, handled: boolean): StepResult {
  const { session, path, tally } = instance;
  session.journal.record({ type: 'step-error', at: session.host.clock.now(), path, failure, handled });
  return {
    status: 'failed',
    view: stepView('failed', { failure, tally, model: tally.alias }),
    failure,
    tally,
    end: instance.now,
    ...(handled ? {} : { error: new FailureError(failure) }),
  };
}

/** The step was stopped from outside. */
export function cancel(instance: StepInstance): StepResult {
  const { session, path, tally, frame } = instance;
  const why = toFailure(frame.signal.reason).detail;
  session.journal.record({ type: 'step-cancel', at: session.host.clock.now(), path, why });
  return { status: 'cancelled', view: stepView('cancelled', { tally }), tally, end: instance.now };
}
