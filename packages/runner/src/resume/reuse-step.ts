import { freezeJson, type StepState } from '@sluice/core';
import type { StepInstance } from '../frames.ts';
import type { StepResult } from '../step-result.ts';
import { skippedView, stepView } from '../step-view.ts';

/**
 * The end that an earlier process recorded, if the step and all that it read are the same. A step that failed without
 * being handled, or was cancelled, is not finished: it runs again.
 */
export function reusedResult(instance: StepInstance): StepResult | undefined {
  const { session, path, key, tally, now } = instance;
  const known = session.recorded.at(path);
  if (known === undefined || known.key !== key) return undefined;
  if (known.status === 'skipped') {
    return { status: 'skipped', skip: { why: 'condition' }, view: skippedView, end: now };
  }
  const failed = known.status === 'failed' && known.handled;
  if (known.status !== 'succeeded' && !failed) return undefined;
  for (const step of session.recorded.within(path)) tally.absorb(step);
  const answer = known.modelEnds.at(-1);
  if (answer !== undefined) tally.use(answer);
  return toResult(instance, known);
}

function toResult(instance: StepInstance, known: StepState): StepResult {
  const { tally, now } = instance;
  const status = known.status === 'failed' ? 'failed' : 'succeeded';
  const output = freezeJson(known.output);
  const errors = known.notes.flatMap((note) =>
    note.type === 'item-error' ? [freezeJson({ index: note.index, error: note.error })] : [],
  );
  const { failure, model } = known;
  const lasted = known.startedAt === undefined || known.endedAt === undefined ? 0 : known.endedAt - known.startedAt;
  return {
    status,
    view: stepView(status, { output, failure, tally, model, errors }),
    ...(failure === undefined ? {} : { failure }),
    tally,
    end: now + lasted,
  };
}
