import { type JsonObject, UsageError } from '@sluice/core';
import type { RunOutcome } from '@sluice/runner';
import { newRunId } from '../compose/open-host.ts';
import { type ExecutionFlags, executeRun, type PreparedRun, prepareRun } from '../compose/prepared-run.ts';
import { readInputLines, readInputs } from '../compose/read-inputs.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { wholeNumber } from '../parse-flags.ts';
import { type Interruption, interruption } from '../terminal/interruption.ts';
import { printRun } from '../terminal/print-run.ts';
import { runExitCode } from '../terminal/run-exit-code.ts';
import { runJson } from '../terminal/run-json.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { configOf } from './load.ts';
import { runIdOf } from './stored-run.ts';

export interface RunFlags extends ExecutionFlags {
  readonly set?: readonly string[];
  readonly input?: string;
  readonly concurrency?: string;
  readonly resume?: string;
  readonly yes?: boolean;
}

/** Runs a pipeline once, or once for each line of JSONL. stdout is the outputs, or one JSON object with `--json`. */
export async function run(args: readonly string[], flags: RunFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  if (flags.resume === undefined && (flags.assumeDone !== undefined || flags.retry !== undefined)) {
    throw new UsageError(
      'cli/bad-flag',
      '--assume-done and --retry say what to do with a run that is taken up again',
      'add --resume RUN',
    );
  }
  if (flags.resume !== undefined && (flags.set !== undefined || flags.input !== undefined)) {
    throw new UsageError('cli/bad-flag', 'a run that is taken up again keeps its inputs', 'leave -i and --input out');
  }
  await using prepared = await prepareRun({ file: args[0] ?? '', config: configOf(flags), terminal }, flags);
  const signals = interruption(terminal);
  try {
    if (flags.input?.endsWith('.jsonl')) return await runLines(prepared, flags, signals);
    return await runOnce(prepared, flags, signals);
  } finally {
    signals.dispose();
  }
}

async function runOnce(prepared: PreparedRun, flags: RunFlags, signals: Interruption): Promise<ExitCode> {
  const resume = flags.resume !== undefined;
  const source = { set: flags.set ?? [], file: flags.input, environment: process.env };
  const inputs = resume ? {} : readInputs(prepared.plan, source);
  const runId =
    flags.resume === undefined
      ? newRunId(Date.now())
      : await runIdOf(flags.resume, { runs: prepared.runner.store }, 'run');
  return await printRun(await executeRun(prepared, { inputs, runId, resume, signals }), prepared);
}

/** Runs concurrently, prints in the order of the lines. */
async function runLines(prepared: PreparedRun, flags: RunFlags, signals: Interruption): Promise<ExitCode> {
  const { plan, terminal, recording } = prepared;
  const { stop } = signals;
  const size = wholeNumber('--concurrency', flags.concurrency ?? '10');
  const codes: ExitCode[] = [];
  const waiting: Promise<RunOutcome>[] = [];
  const print = async (): Promise<void> => {
    const outcome = await waiting.shift();
    if (outcome === undefined) return;
    codes.push(runExitCode(outcome));
    terminal.out(JSON.stringify(flags.json ? runJson(outcome) : lineOf(outcome)));
  };
  for await (const inputs of readInputLines(plan, flags.input ?? '', process.env)) {
    if (stop.aborted) break;
    if (waiting.length >= size) await print();
    waiting.push(executeRun(prepared, { inputs, runId: newRunId(Date.now()), resume: false, signals }));
  }
  while (waiting.length > 0) await print();
  if (stop.aborted) return exitCode.interrupted;
  const failed = codes.find((code) => code !== exitCode.done);
  return failed ?? (recording.missed.length > 0 ? exitCode.failed : exitCode.done);
}

function lineOf(outcome: RunOutcome): JsonObject {
  if (outcome.status === 'succeeded') return outcome.outputs;
  const { type = 'cancelled', detail = outcome.status } = outcome.failure ?? {};
  return { error: { type, detail }, run: outcome.runId };
}
