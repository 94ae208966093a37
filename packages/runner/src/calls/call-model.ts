import { type Failure, FailureError, type FailureType, type ModelAnswer, type ModelEnd } from '@sluice/core';
import { abortFailure, toFailure } from '../failures.ts';
import type { StepInstance } from '../frames.ts';
import { answerOf } from './answer-of.ts';
import { attemptModel } from './attempt-model.ts';
import { bindCall } from './bind-call.ts';
import type { Breaker } from './breaker.ts';
import { cachedAnswer } from './cached-answer.ts';
import type { ModelCall, ModelQuestion } from './model-call.ts';
import { type Candidate, modelChain } from './model-chain.ts';
import { recordModelError } from './record-model.ts';

/**
 * One logical call: for each model of the chain the breaker, the recorded answer of an interrupted run, the cache,
 * then attempts. The next model is asked when the provider failed; not once text was told to somebody.
 */
export async function callModel(instance: StepInstance, question: ModelQuestion): Promise<ModelAnswer> {
  const call: ModelCall = { instance, question, number: instance.calls, attempts: 0, told: false, failed: [] };
  instance.calls += 1;
  let last: Failure | undefined;
  const chain = modelChain(instance.frame.models, question.name);
  for (const [index, candidate] of chain.entries()) {
    const breaker = breakerOf(instance, candidate);
    if (breaker?.allows() === false) {
      recordPause(call, candidate);
      last ??= paused(candidate);
      continue;
    }
    if (index > 0) instance.tally.fellBack();
    const result = await tryModel(call, candidate, breaker);
    if (result.ok) return answerOf(result.event);
    last = result.failure;
    if (instance.signal.aborted || call.told || !isProviderFailure(result)) break;
  }
  const failure = last ?? paused({ alias: question.name });
  throw new FailureError(call.failed.length === 0 ? failure : { ...failure, attempts: call.failed });
}

type Tried =
  | { readonly ok: true; readonly event: ModelEnd }
  | { readonly ok: false; readonly failure: Failure; readonly setup: boolean };

async function tryModel(call: ModelCall, candidate: Candidate, breaker: Breaker | undefined): Promise<Tried> {
  const { instance } = call;
  let setup = true;
  try {
    const bound = await bindCall(call, candidate, breaker);
    setup = false;
    const known = instance.session.history?.answers.get(bound.key);
    if (known !== undefined) {
      breaker?.abandoned();
      instance.tally.use(known);
      instance.now += known.latencyMs ?? 0;
      tellAtOnce(call, known);
      return { ok: true, event: known };
    }
    const event = await cachedAnswer(bound, () => attemptModel(bound));
    if (event.fromCache) tellAtOnce(call, event);
    return { ok: true, event };
  } catch (error) {
    breaker?.abandoned();
    const failure = instance.signal.aborted ? abortFailure(instance.signal) : toFailure(error);
    if (setup) recordModelError(call, { candidate, failure, latencyMs: 0, waitedMs: 0 });
    return { ok: false, failure, setup };
  }
}

/** An answer from the cache or from the log streams in one piece. */
function tellAtOnce({ instance, question }: ModelCall, { response }: ModelEnd): void {
  if (question.options.stream === undefined || response.text === '') return;
  instance.session.options.onToken?.(instance.path, response.text);
}

const providerFailures: ReadonlySet<FailureType> = new Set([
  'rate_limit',
  'overloaded',
  'timeout',
  'network',
  'server_error',
  'truncated_stream',
  'auth',
  'quota',
  'not_found',
]);

/** Another model may do better: the provider failed, or this model could not even be asked. */
function isProviderFailure({ failure, setup }: { readonly failure: Failure; readonly setup: boolean }): boolean {
  return setup || providerFailures.has(failure.type);
}

function breakerOf({ session }: StepInstance, { breaker, reference }: Candidate): Breaker | undefined {
  if (breaker === undefined) return undefined;
  return session.host.breakers.of(`${breaker.chain} ${reference}`, breaker);
}

function recordPause({ instance, number }: ModelCall, { reference }: Candidate): void {
  const { session, path } = instance;
  const at = session.host.clock.now();
  session.journal.record({ type: 'model-skip', at, path, call: number, model: reference, why: 'breaker open' });
}

function paused({ alias }: { readonly alias: string }): Failure {
  return {
    type: 'overloaded',
    title: 'The model is left alone for a while',
    detail: `${alias} failed too often in a row; its breaker is open`,
    code: 'model/breaker-open',
  };
}
