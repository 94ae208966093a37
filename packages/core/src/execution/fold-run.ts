import type { FailureType } from '../errors/failure.ts';
import type { Json, JsonObject } from '../json.ts';
import type { ExecutionEvent, ModelEnd } from './event.ts';
import type { EventOf, ExecutionState, StepState } from './execution-state.ts';

/** The state that a run's events lead to. Any prefix of a log is a log. */
export function foldRun(events: Iterable<ExecutionEvent>): ExecutionState {
  const state = newState();
  for (const event of events) {
    if ('path' in event) applyToStep(state, event);
    else applyToRun(state, event);
  }
  return state;
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

interface StateDraft extends Writable<Omit<ExecutionState, 'steps' | 'answers' | 'toolResults' | 'openWrites'>> {
  readonly steps: Map<string, StepDraft>;
  readonly answers: Map<string, ModelEnd>;
  readonly toolResults: Map<string, Json>;
  readonly openWrites: Map<string, EventOf<'tool-start'>>;
}

interface StepDraft extends Writable<Omit<StepState, 'modelEnds' | 'modelErrors' | 'notes'>> {
  readonly modelEnds: EventOf<'model-end'>[];
  readonly modelErrors: EventOf<'model-error'>[];
  readonly notes: StepState['notes'][number][];
}

type StepEvent = Extract<ExecutionEvent, { readonly path: string }>;

function applyToRun(state: StateDraft, event: Exclude<ExecutionEvent, StepEvent>): void {
  switch (event.type) {
    case 'run-start':
      state.status = 'running';
      state.pipeline = event.pipeline;
      state.planHash = event.planHash;
      state.inputs = event.inputs;
      state.startedAt = event.at;
      return;
    case 'run-resume':
      state.status = 'running';
      state.planHash = event.planHash;
      state.finishedAt = undefined;
      state.outputs = undefined;
      state.failure = undefined;
      return;
    case 'run-end':
      state.status = event.status;
      state.outputs = event.outputs;
      state.failure = event.failure;
      state.finishedAt = event.at;
      return;
  }
}

function applyToStep(state: StateDraft, event: StepEvent): void {
  const step = stepAt(state, event.path);
  switch (event.type) {
    case 'step-start':
      if (step.key !== event.key) Object.assign(step, { wait: undefined, answer: undefined });
      Object.assign(step, { ...unfinished, status: 'running', key: event.key, startedAt: event.at, notes: [] });
      return;
    case 'step-skip':
      Object.assign(step, { ...unfinished, status: 'skipped', key: event.key, skip: event.reason, endedAt: event.at });
      return;
    case 'step-note':
      step.notes.push(event.note);
      return;
    case 'approval-wait':
      step.status = 'waiting';
      step.wait = event;
      return;
    case 'approval-answer':
      step.answer = event;
      return;
    case 'step-end':
    case 'step-error':
    case 'step-cancel':
      endStep(state, step, event);
      return;
    default:
      applyCall(state, step, event);
  }
}

function endStep(state: StateDraft, step: StepDraft, event: EventOf<'step-end' | 'step-error' | 'step-cancel'>): void {
  step.endedAt = event.at;
  if (event.type === 'step-cancel') {
    step.status = 'cancelled';
  } else if (event.type === 'step-end') {
    step.status = 'succeeded';
    step.output = event.output;
    step.model = event.model;
    step.failure = event.handled;
    step.handled = event.handled !== undefined;
  } else {
    step.status = 'failed';
    step.failure = event.failure;
    step.handled = event.handled;
    if (badAnswers.has(event.failure.type)) forgetAnswers(state, step);
  }
}

type CallEvent = EventOf<'model-end' | 'model-error' | 'model-skip' | 'tool-start' | 'tool-end' | 'tool-error'>;

function applyCall(state: StateDraft, step: StepDraft, event: CallEvent): void {
  switch (event.type) {
    case 'model-end':
      step.modelEnds.push(event);
      state.answers.set(event.requestKey, event);
      return;
    case 'model-error':
      step.modelErrors.push(event);
      return;
    case 'model-skip':
      return;
    case 'tool-start':
      step.toolCalls += 1;
      if (event.effect === 'write') state.openWrites.set(event.call, event);
      return;
    case 'tool-end':
      state.openWrites.delete(event.call);
      if (event.output !== undefined) state.toolResults.set(event.call, event.output);
      return;
    case 'tool-error':
      if (!unknownEnds.has(event.failure.type)) state.openWrites.delete(event.call);
      return;
  }
}

/** Failures that the answers themselves caused: asking again must really ask. */
const badAnswers: ReadonlySet<FailureType> = new Set(['invalid_output', 'truncated', 'refusal', 'content_filter']);

/** Failures after which nobody knows whether a write was done. */
const unknownEnds: ReadonlySet<FailureType> = new Set(['timeout', 'network', 'server_error', 'cancelled']);

function forgetAnswers(state: StateDraft, step: StepDraft): void {
  for (const answer of step.modelEnds) state.answers.delete(answer.requestKey);
}

const unfinished = {
  endedAt: undefined,
  output: null,
  failure: undefined,
  handled: false,
  skip: undefined,
  model: undefined,
} as const;

function stepAt(state: StateDraft, path: string): StepDraft {
  const known = state.steps.get(path);
  if (known !== undefined) return known;
  const step: StepDraft = {
    ...unfinished,
    path,
    status: 'running',
    key: undefined,
    startedAt: undefined,
    modelEnds: [],
    modelErrors: [],
    toolCalls: 0,
    notes: [],
    wait: undefined,
    answer: undefined,
  };
  state.steps.set(path, step);
  return step;
}

const noInputs: JsonObject = {};

function newState(): StateDraft {
  return {
    status: 'new',
    pipeline: undefined,
    planHash: undefined,
    inputs: noInputs,
    startedAt: undefined,
    finishedAt: undefined,
    outputs: undefined,
    failure: undefined,
    steps: new Map(),
    answers: new Map(),
    toolResults: new Map(),
    openWrites: new Map(),
  };
}
