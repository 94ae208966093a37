import { type EventOf, type Json, type Plan, type RunHeader, suggest, UsageError, valueErrors } from '@sluice/core';
import { type ApprovalAnswer, answerApproval } from '@sluice/runner';
import { type ExecutionFlags, executeRun, type PreparedRun, prepareRun } from '../compose/prepared-run.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { addressOf, stepAddresses } from '../pipeline-test/step-address.ts';
import { interruption } from '../terminal/interruption.ts';
import { printRun, waitingSteps } from '../terminal/print-run.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { configOf } from './load.ts';
import { openStore, runIdOf } from './stored-run.ts';

export interface ApproveFlags extends ExecutionFlags {
  readonly reject?: boolean;
  readonly answer?: string;
  readonly resume?: boolean;
}

/** Answers a waiting approval, then goes on with the run unless `--no-resume`. */
export async function approve(args: readonly string[], flags: ApproveFlags): Promise<ExitCode> {
  const [wanted = '', step = ''] = args;
  const terminal = openTerminal(flags);
  const header = await headerOf(wanted, flags);
  const { file, models = [] } = header.definition as { readonly file: string; readonly models?: readonly string[] };
  // The models that the run was started with, unless others are named now.
  const runFlags: ExecutionFlags = { ...flags, model: flags.model ?? models };
  await using prepared = await prepareRun({ file, config: configOf(flags), terminal }, runFlags);
  await record({ header, step, flags }, prepared);
  terminal.note(`${step} ${flags.reject === true ? 'rejected' : 'approved'}`);
  if (flags.resume === false) return exitCode.done;
  const signals = interruption(terminal);
  try {
    const execution = { inputs: {}, runId: header.id, resume: true, signals };
    return await printRun(await executeRun(prepared, execution), prepared);
  } finally {
    signals.dispose();
  }
}

async function headerOf(wanted: string, flags: ApproveFlags): Promise<RunHeader> {
  await using store = openStore(flags);
  const id = await runIdOf(wanted, store, 'run');
  const header = await store.runs.get(id);
  if (header?.kind === 'run') return header;
  throw new UsageError('store/no-run', `there is no run ${id} of a pipeline`, 'sluice runs lists them');
}

interface Answering {
  readonly header: RunHeader;
  readonly step: string;
  readonly flags: ApproveFlags;
}

async function record({ header, step, flags }: Answering, { plan, runner }: PreparedRun): Promise<void> {
  const waiting = await waitingSteps(header.id, runner.store);
  const wait = waiting.find(({ path }) => path === step);
  if (wait === undefined) throw notWaiting(step, header.id, waiting);
  if (wait.deadline !== undefined && wait.deadline <= runner.clock.now()) {
    throw new UsageError(
      'approval/too-late',
      `${step} had to be answered by ${new Date(wait.deadline).toISOString()}; no answer means: ${wait.onTimeout}`,
      `go on with that: sluice run ${plan.file} --resume ${header.id}`,
    );
  }
  const answer: ApprovalAnswer = {
    approved: flags.reject !== true,
    answer: readAnswer(step, flags, plan),
    by: process.env.USER ?? 'sluice approve',
  };
  if (await answerApproval(runner, { runId: header.id, unit: '', path: step }, answer)) return;
  throw notWaiting(step, header.id, []);
}

function notWaiting(step: string, run: string, waiting: readonly EventOf<'approval-wait'>[]): UsageError {
  const paths = waiting.map(({ path }) => path);
  if (paths.length === 0) return new UsageError('approval/not-waiting', `run ${run} waits for no approval`);
  const near = suggest(step, paths);
  const hint = near === undefined ? `these wait: ${paths.join(', ')}` : `did you mean "${near}"?`;
  return new UsageError('approval/not-waiting', `${step} of run ${run} does not wait for an approval`, hint);
}

/** What the approval's `schema` asks for; without one, that it was approved. */
function readAnswer(step: string, { answer, reject }: ApproveFlags, plan: Plan): Json {
  const node = stepAddresses(plan).get(addressOf(step));
  const { schema } = (node?.config ?? {}) as { readonly schema?: Parameters<typeof valueErrors>[0] };
  if (answer === undefined) {
    if (schema === undefined || reject === true) return { approved: reject !== true };
    throw new UsageError(
      'cli/bad-answer',
      `${step} asks for an answer`,
      `--answer JSON, by: ${JSON.stringify(schema)}`,
    );
  }
  const value = parse(answer);
  const [problem] = schema === undefined ? [] : valueErrors(schema)(value);
  if (problem === undefined || reject === true) return value;
  throw new UsageError('cli/bad-answer', `the answer does not fit: ${problem}`, `by: ${JSON.stringify(schema)}`);
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new UsageError('cli/bad-answer', `--answer takes JSON, not \`${text.slice(0, 60)}\``);
  }
}
