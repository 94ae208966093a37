import {
  type ExecutionEvent,
  type JsonObject,
  type ModelAliases,
  type Plan,
  readParams,
  UsageError,
  usdOf,
} from '@sluice/core';
import { hardBudget, type RunOptions, type RunOutcome, runPipeline } from '@sluice/runner';
import { type CommandHost, newRunId, openHost } from '../compose/open-host.ts';
import { readInputLines, readInputs } from '../compose/read-inputs.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { dollars, wholeNumber } from '../parse-flags.ts';
import { terminalApprover } from '../terminal/approver.ts';
import { interruption } from '../terminal/interruption.ts';
import { renderFailure } from '../terminal/render-failure.ts';
import { runExitCode } from '../terminal/run-exit-code.ts';
import { runJson } from '../terminal/run-json.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import { configOf, loadPlan } from './load.ts';

export interface RunFlags extends GlobalFlags {
  readonly set?: readonly string[];
  readonly input?: string;
  readonly model?: readonly string[];
  readonly simulate?: string;
  readonly recordHttp?: string;
  readonly replayHttp?: string;
  readonly concurrency?: string;
  readonly budget?: string;
  readonly cache?: boolean;
  readonly resume?: string;
  readonly stream?: boolean;
  readonly allowExec?: boolean;
  readonly yes?: boolean;
}

/** Runs a pipeline once, or once for each line of JSONL. stdout is the outputs, or one JSON object with `--json`. */
export async function run(args: readonly string[], flags: RunFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const config = configOf(flags);
  await using host = await openHost(config, flags);
  const models = readModels(flags.model ?? []);
  const plan = loadPlan(args[0] ?? '', { ...host.planning, overrides: models });
  const signals = interruption(terminal);
  const shared: Shared = { plan, models, host, terminal, flags, signal: signals.abort, stop: signals.stop };
  try {
    return flags.input?.endsWith('.jsonl') ? await runLines(shared) : await runOnce(shared);
  } finally {
    signals.dispose();
  }
}

interface Shared {
  readonly plan: Plan;
  readonly models: ModelAliases;
  readonly host: CommandHost;
  readonly terminal: Terminal;
  readonly flags: RunFlags;
  readonly signal: AbortSignal;
  readonly stop: AbortSignal;
}

async function runOnce(shared: Shared): Promise<ExitCode> {
  const { plan, terminal, flags } = shared;
  const inputs = readInputs(plan, { set: flags.set ?? [], file: flags.input, environment: process.env });
  const runId = flags.resume ?? newRunId(Date.now());
  const outcome = await execute(shared, { inputs, runId, resume: flags.resume !== undefined });
  if (flags.json) terminal.out(JSON.stringify(runJson(outcome), null, 2));
  else if (outcome.status === 'succeeded') printOutputs(outcome.outputs, terminal);
  if (outcome.failure) terminal.error(renderFailure(outcome.failure, plan, terminal));
  for (const warning of outcome.warnings) terminal.note(warning);
  if (outcome.status === 'waiting') terminal.note(`waiting for an approval: sluice approve ${runId} STEP`);
  if (outcome.status === 'cancelled') terminal.note(`resume it: sluice run ${plan.file} --resume ${runId}`);
  return runExitCode(outcome);
}

interface Execution {
  readonly inputs: JsonObject;
  readonly runId: string;
  readonly resume: boolean;
}

/** One run with its header in the store. */
async function execute(shared: Shared, { inputs, runId, resume }: Execution): Promise<RunOutcome> {
  const { plan, models, host } = shared;
  const { runner } = host;
  const stored = resume ? await storedInputs(runId, host) : undefined;
  if (!resume) {
    await runner.store.create({
      id: runId,
      kind: 'run',
      name: plan.name,
      createdAt: runner.clock.now(),
      status: 'running',
      definition: { file: plan.file, plan: plan.hash },
    });
  }
  const job = {
    plan,
    inputs: stored ?? inputs,
    runId,
    unit: '',
    origin: { sample: 0 },
    models,
    aliases: host.planning.aliases ?? {},
  };
  const outcome = await runPipeline(job, runner, runOptions(shared, resume));
  const finished = outcome.status === 'waiting' ? {} : { finishedAt: runner.clock.now() };
  await runner.store.update(runId, { status: outcome.status, ...finished, summary: runJson(outcome) });
  return outcome;
}

function runOptions({ terminal, flags, signal, host }: Shared, resume: boolean): RunOptions {
  const budget = flags.budget === undefined ? undefined : { usd: dollars('--budget', flags.budget) };
  return {
    signal,
    cache: flags.cache === false ? 'off' : 'read_write',
    cacheByDefault: false,
    concurrency: 20,
    resume,
    approvals: terminal.interactive ? terminalApprover() : 'suspend',
    ...(budget ? { budget: hardBudget(budget, host.runner.clock) } : {}),
    ...(terminal.verbose ? { onEvent: (event) => terminal.note(eventLine(event)) } : {}),
    ...(flags.stream ? { onToken: (_path, text) => void process.stderr.write(text) } : {}),
  };
}

/** A resumed run goes on with the inputs it was started with. */
async function storedInputs(runId: string, { runner }: CommandHost): Promise<JsonObject> {
  for await (const { event } of runner.store.readTypes(runId, ['run-start'])) {
    return (event as ExecutionEvent & { readonly type: 'run-start' }).inputs;
  }
  throw new UsageError('store/no-run', `there is no run ${runId} to resume`, 'sluice runs lists them');
}

/** Runs concurrently, prints in the order of the lines. */
async function runLines(shared: Shared): Promise<ExitCode> {
  const { plan, terminal, flags, stop } = shared;
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
    waiting.push(execute(shared, { inputs, runId: newRunId(Date.now()), resume: false }));
  }
  while (waiting.length > 0) await print();
  if (stop.aborted) return exitCode.interrupted;
  return codes.find((code) => code !== exitCode.done) ?? exitCode.done;
}

function lineOf(outcome: RunOutcome): JsonObject {
  if (outcome.status === 'succeeded') return outcome.outputs;
  const { type = 'cancelled', detail = outcome.status } = outcome.failure ?? {};
  return { error: { type, detail }, run: outcome.runId };
}

/** JSON; a single text is printed as it is on a terminal. */
function printOutputs(outputs: JsonObject, terminal: Terminal): void {
  const values = Object.values(outputs);
  const [only] = values;
  if (values.length === 1 && typeof only === 'string' && process.stdout.isTTY) terminal.out(only);
  else terminal.out(JSON.stringify(outputs, null, 2));
}

function readModels(pairs: readonly string[]): ModelAliases {
  const at = { file: '', start: zero, end: zero };
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      const use = pair.slice(equals + 1);
      if (equals <= 0 || !use.includes('/')) {
        throw new UsageError('cli/bad-model', `--model takes alias=provider/model, not \`${pair}\``);
      }
      return [pair.slice(0, equals), { type: 'single' as const, use, params: readParams({}), at }];
    }),
  );
}

const zero = { line: 1, column: 1, offset: 0 };

function eventLine(event: ExecutionEvent): string {
  const path = 'path' in event ? ` ${event.path}` : '';
  if (event.type !== 'model-end') return `${event.type}${path}`;
  const cost = usdOf(event.cost);
  return `${event.type}${path} ${event.model} ${Math.round(event.latencyMs ?? 0)} ms ${cost === null ? 'cost unknown' : `$${cost}`}`;
}
