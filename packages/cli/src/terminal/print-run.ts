import { type EventOf, type ExecutionEvent, foldRun, type JsonObject, type RunStore } from '@sluice/core';
import type { RunOutcome } from '@sluice/runner';
import type { PreparedRun } from '../compose/prepared-run.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { renderFailure } from './render-failure.ts';
import { runExitCode } from './run-exit-code.ts';
import { runJson } from './run-json.ts';
import type { Terminal } from './terminal.ts';

/** What came of a run: outputs on stdout; failures, warnings and what to do next on stderr. */
export async function printRun(outcome: RunOutcome, prepared: PreparedRun): Promise<ExitCode> {
  const { plan, terminal, flags, runner, recording } = prepared;
  const waiting = outcome.status === 'waiting' ? await waitingSteps(outcome.runId, runner.store) : [];
  if (flags.json) terminal.out(JSON.stringify({ ...runJson(outcome), ...waitingJson(waiting) }, null, 2));
  else if (outcome.status === 'succeeded') printOutputs(outcome.outputs, terminal);
  if (outcome.failure) terminal.error(renderFailure(outcome.failure, plan, terminal));
  for (const warning of outcome.warnings) terminal.note(warning);
  for (const wait of waiting) terminal.note(waitText(wait, outcome.runId));
  if (outcome.status === 'cancelled') terminal.note(`resume it: sluice run ${plan.file} --resume ${outcome.runId}`);
  // A pipeline may handle the failure; a recording that does not hold what is asked is no recording of it.
  const [missed] = recording.missed;
  if (missed === undefined || outcome.status !== 'succeeded') return runExitCode(outcome);
  terminal.error(renderFailure(missed, plan, terminal));
  return exitCode.failed;
}

type Wait = EventOf<'approval-wait'>;

/** Approvals that nobody has answered. */
export async function waitingSteps(runId: string, store: RunStore): Promise<readonly Wait[]> {
  const events: ExecutionEvent[] = [];
  for await (const { event } of store.read(runId, '')) events.push(event as ExecutionEvent);
  const steps = [...foldRun(events).steps.values()];
  return steps.flatMap(({ status, wait, answer }) =>
    status === 'waiting' && wait !== undefined && answer === undefined ? [wait] : [],
  );
}

function waitText({ path, message, deadline, onTimeout }: Wait, runId: string): string {
  const until =
    deadline === undefined ? '' : `\n  after ${new Date(deadline).toISOString()} no answer means: ${onTimeout}`;
  return `${path} waits for an approval: ${message}${until}\n  sluice approve ${runId} ${shellWord(path)} [--reject]`;
}

/** Brackets mean something to a shell. */
function shellWord(text: string): string {
  return text.includes('[') ? `'${text}'` : text;
}

function waitingJson(waiting: readonly Wait[]): object {
  if (waiting.length === 0) return {};
  return {
    waiting: waiting.map(({ path, message, deadline, onTimeout }) => ({
      step: path,
      message,
      deadline: deadline === undefined ? null : new Date(deadline).toISOString(),
      on_timeout: onTimeout,
    })),
  };
}

/** JSON; a single text is printed as it is on a terminal. */
function printOutputs(outputs: JsonObject, terminal: Terminal): void {
  const values = Object.values(outputs);
  const [only] = values;
  if (values.length === 1 && typeof only === 'string' && process.stdout.isTTY) terminal.out(only);
  else terminal.out(JSON.stringify(outputs, null, 2));
}
