import { type ExecutionState, enclosingSteps, type StepState } from '@sluice/core';

/** Finds what a log says of a step and of everything that ran inside it. */
export interface RecordedSteps {
  at(path: string): StepState | undefined;
  /** The step itself first, if it was recorded. */
  within(path: string): readonly StepState[];
}

export function recordedSteps(history: ExecutionState | undefined): RecordedSteps {
  let index: Map<string, StepState[]> | undefined;
  return {
    at: (path) => history?.steps.get(path),
    within(path) {
      if (history === undefined) return [];
      index ??= indexSteps(history);
      return index.get(path) ?? [];
    },
  };
}

function indexSteps(history: ExecutionState): Map<string, StepState[]> {
  const index = new Map<string, StepState[]>();
  for (const step of history.steps.values()) {
    for (const path of enclosingSteps(step.path)) {
      const steps = index.get(path);
      if (steps === undefined) index.set(path, [step]);
      else steps.push(step);
    }
  }
  return index;
}
