import {
  type ExecutionEvent,
  type JsonObject,
  type ModelAliases,
  type Plan,
  type RunHeader,
  readParams,
  suggest,
  UsageError,
  usdOf,
  usedModels,
} from '@sluice/core';
import { type Host, hardBudget, type RunOptions, type RunOutcome, runPipeline } from '@sluice/runner';
import { loadPlan } from '../commands/load.ts';
import type { Config } from '../config/config.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { dollars } from '../parse-flags.ts';
import { openRecording, type RunRecording } from '../recording/open-recording.ts';
import { terminalApprover } from '../terminal/approver.ts';
import type { Interruption } from '../terminal/interruption.ts';
import { runJson } from '../terminal/run-json.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { secretLooking } from './http-recorder.ts';
import { type CommandHost, openHost } from './open-host.ts';
import { plannedSecrets } from './planned-secrets.ts';
import { secretRedactor, secretValues } from './secret-redactor.ts';

/** Flags of everything that runs a pipeline. */
export interface ExecutionFlags extends GlobalFlags {
  readonly model?: readonly string[];
  readonly simulate?: string;
  readonly record?: string;
  readonly replay?: string;
  readonly redact?: readonly string[];
  readonly recordHttp?: string;
  readonly replayHttp?: string;
  readonly budget?: string;
  readonly cache?: boolean;
  readonly stream?: boolean;
  readonly allowExec?: boolean;
  readonly assumeDone?: readonly string[];
  readonly retry?: readonly string[];
}

/** A pipeline with everything that a run of it needs. */
export interface PreparedRun extends AsyncDisposable {
  readonly plan: Plan;
  readonly models: ModelAliases;
  readonly host: CommandHost;
  readonly runner: Host;
  readonly recording: RunRecording;
  readonly flags: ExecutionFlags;
  readonly terminal: Terminal;
}

export interface RunSource {
  readonly file: string;
  readonly config: Config;
  readonly terminal: Terminal;
}

/** Reads the pipeline and opens its host. Throws `PipelineError` and `UsageError`. */
export async function prepareRun({ file, config, terminal }: RunSource, flags: ExecutionFlags): Promise<PreparedRun> {
  const host = await openHost(config, flags);
  try {
    const models = readModels(flags.model ?? []);
    const plan = loadPlan(file, { ...host.planning, overrides: models });
    checkAliases(Object.keys(models), plan);
    const declared = plannedSecrets(plan);
    const secrets = [...secretValues(config, process.env, declared), ...secretLooking(process.env)];
    const redactor = secretRedactor(config, process.env, new Set(declared));
    const recording = openRecording(flags, { host: { ...host.runner, redactor }, pipeline: plan.name, secrets });
    return {
      plan,
      models,
      host,
      runner: recording.host,
      recording,
      flags,
      terminal,
      async [Symbol.asyncDispose]() {
        await host[Symbol.asyncDispose]();
        await recording.close();
      },
    };
  } catch (error) {
    await host[Symbol.asyncDispose]();
    throw error;
  }
}

export interface Execution {
  readonly inputs: JsonObject;
  readonly runId: string;
  readonly resume: boolean;
  readonly signals: Pick<Interruption, 'stop' | 'abort'>;
}

/** One run with its header in the store. A resumed run goes on with the inputs it was started with. */
export async function executeRun(prepared: PreparedRun, execution: Execution): Promise<RunOutcome> {
  const { plan, models, host, runner, flags } = prepared;
  const { runId, resume } = execution;
  prepared.recording.starts(runId);
  const inputs = resume ? await storedInputs(runId, prepared) : execution.inputs;
  if (!resume) {
    await runner.store.create({
      id: runId,
      kind: 'run',
      name: plan.name,
      createdAt: runner.clock.now(),
      status: 'running',
      definition: { file: plan.file, plan: plan.hash, models: flags.model ?? [] },
    });
  }
  const aliases = host.planning.aliases ?? {};
  const job = { plan, inputs, runId, unit: '', origin: { sample: 0 }, models, aliases };
  const outcome = await runPipeline(job, runner, runOptions(prepared, execution));
  const finished = outcome.status === 'waiting' ? {} : { finishedAt: runner.clock.now() };
  await runner.store.update(runId, { status: outcome.status, ...finished, summary: runJson(outcome) });
  return outcome;
}

function runOptions({ terminal, flags, runner }: PreparedRun, { signals, resume }: Execution): RunOptions {
  const budget = flags.budget === undefined ? undefined : { usd: dollars('--budget', flags.budget) };
  return {
    signal: signals.abort,
    stop: signals.stop,
    cache: flags.cache === false ? 'off' : 'read_write',
    cacheByDefault: false,
    concurrency: 20,
    resume,
    approvals: terminal.interactive ? terminalApprover() : 'suspend',
    assumeDone: new Set(flags.assumeDone),
    retry: new Set(flags.retry),
    ...(budget ? { budget: hardBudget(budget, runner.clock) } : {}),
    ...(terminal.verbose ? { onEvent: (event) => terminal.note(eventLine(event)) } : {}),
    ...(flags.stream ? { onToken: (_path, text) => void process.stderr.write(text) } : {}),
  };
}

async function storedInputs(runId: string, { plan, runner: { store } }: PreparedRun): Promise<JsonObject> {
  const header = await store.get(runId);
  if (header !== undefined) refuseOther(header, plan);
  for await (const { event } of store.readTypes(runId, ['run-start'])) {
    return (event as ExecutionEvent & { readonly type: 'run-start' }).inputs;
  }
  throw new UsageError('store/no-run', `there is no run ${runId} to resume`, 'sluice runs lists them');
}

/** A file may be edited or moved before its run goes on; the run of another pipeline is not taken up. */
function refuseOther({ id, kind, name, definition }: RunHeader, plan: Plan): void {
  const { file } = definition as { readonly file?: string };
  if (kind === 'run' && (name === plan.name || file === plan.file)) return;
  const hint = kind === 'run' ? `sluice run ${file} --resume ${id}` : `sluice eval FILE --resume ${id}`;
  throw new UsageError('store/other-run', `${id} is a run of ${name}, not of ${plan.name}`, hint);
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

/** A misspelt alias would otherwise run the model that it should have replaced. */
function checkAliases(named: readonly string[], plan: Plan): void {
  const used = usedModels(plan);
  const unknown = named.find((alias) => !used.includes(alias));
  if (unknown === undefined) return;
  const near = suggest(unknown, used);
  const hint = near === undefined ? `it uses ${used.join(', ') || 'no model'}` : `did you mean "${near}"?`;
  throw new UsageError('cli/unknown-alias', `${plan.name} uses no model alias ${unknown}`, hint);
}

const zero = { line: 1, column: 1, offset: 0 };

function eventLine(event: ExecutionEvent): string {
  const path = 'path' in event ? ` ${event.path}` : '';
  if (event.type !== 'model-end') return `${event.type}${path}`;
  const cost = usdOf(event.cost);
  return `${event.type}${path} ${event.model} ${Math.round(event.latencyMs ?? 0)} ms ${cost === null ? 'cost unknown' : `$${cost}`}`;
}
