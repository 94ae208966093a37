import { UsageError } from '@sluice/core';
import {
  changedSince,
  type EvalDefinition,
  type EvalResult,
  type EvalSuite,
  evalDefinition,
  type PreparedDataset,
  prepareDataset,
  runEval,
} from '@sluice/eval';
import { hardBudget } from '@sluice/runner';
import { checkDatasetInputs } from '../compose/check-inputs.ts';
import { type CommandHost, newRunId, openHost } from '../compose/open-host.ts';
import { spoolStdin } from '../compose/spool-stdin.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { dollars } from '../parse-flags.ts';
import { confirmCost } from '../terminal/confirm-cost.ts';
import { evalExitCode } from '../terminal/eval-exit-code.ts';
import { interruption } from '../terminal/interruption.ts';
import { progressLine } from '../terminal/progress-line.ts';
import { reportStyle } from '../terminal/report-style.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import { configOf } from './load.ts';
import { plan as showPlan } from './plan.ts';
import { type EvalFlags, readSuite } from './read-suite.ts';
import { writeReports } from './write-reports.ts';

/** Runs an evaluation and prints its report; the exit code is the gates'. */
export async function evaluate(args: readonly string[], flags: EvalFlags): Promise<ExitCode> {
  if (flags.plan === true) return await showPlan(args, flags);
  const terminal = openTerminal(flags);
  const config = configOf(flags);
  const path = args[0] ?? '';
  await using host = await openHost(config, flags);
  const read = readSuite(path, flags, { config, host });
  const earlier = flags.resume === undefined ? undefined : await runToResume(flags.resume, read.name, host);
  const suite = await spoolStdin(read, { store: config.store, earlier: earlier?.definition.files });
  const dataset = await prepareDataset({ suite, checkInputs: checkDatasetInputs });
  if (earlier !== undefined) requireSame(earlier, { suite, dataset, host });
  const budget = budgetOf(suite, flags);
  if (!(await confirmCost({ suite, dataset, host, config, terminal, flags, budgeted: budget !== undefined })))
    return exitCode.invalid;
  const runId = earlier?.id ?? newRunId(Date.now());
  const signals = interruption(terminal);
  const progress = progressLine(terminal, {
    total: dataset.cases * suite.variants.length * suite.repeat,
    budget: budget?.usd,
  });
  const { runner, planning } = host;
  const result = await runEval(
    { suite, dataset, runId },
    { runner, planning, simulated: host.simulated },
    {
      signal: signals.abort,
      stop: signals.stop,
      cache: cacheMode(flags),
      resume: earlier !== undefined,
      retryErrors: flags.retryErrors ?? false,
      ...(budget ? { budget: hardBudget(budget, runner.clock) } : {}),
      onProgress: progress.show,
    },
  ).finally(() => {
    progress.end();
    signals.dispose();
  });
  await printResult(result, { terminal, flags, host, path });
  return evalExitCode(result, suite.onInconclusive);
}

interface Printing {
  readonly terminal: Terminal;
  readonly flags: EvalFlags;
  readonly host: CommandHost;
  readonly path: string;
}

async function printResult(result: EvalResult, { terminal, flags, host, path }: Printing): Promise<void> {
  await writeReports(result, flags.output ?? [], { store: host.runner.store, terminal });
  if (flags.json) terminal.out(JSON.stringify(result, null, 2));
  else {
    const { renderTerminal } = await import('@sluice/eval');
    terminal.out(renderTerminal(result, reportStyle(terminal)));
  }
  if (result.status === 'incomplete') terminal.note(`resume it: sluice eval ${path} --resume ${result.run}`);
}

function budgetOf(suite: EvalSuite, flags: EvalFlags): { readonly usd?: number; readonly tokens?: number } | undefined {
  if (flags.budget !== undefined) return { ...suite.budget, usd: dollars('--budget', flags.budget) };
  return suite.budget.usd === undefined && suite.budget.tokens === undefined ? undefined : suite.budget;
}

function cacheMode(flags: EvalFlags): 'read_write' | 'refresh' | 'off' {
  if (flags.cache === false) return 'off';
  return flags.refresh === true ? 'refresh' : 'read_write';
}

interface EarlierRun {
  readonly id: string;
  readonly definition: EvalDefinition;
}

/** The named run, or the newest of this eval. */
async function runToResume(wanted: boolean | string, name: string, host: CommandHost): Promise<EarlierRun> {
  const id = typeof wanted === 'string' && wanted !== 'last' ? wanted : await newestRun(name, host);
  const header = id === undefined ? undefined : await host.runner.store.get(id);
  if (header === undefined)
    throw new UsageError('cli/nothing-to-resume', `there is no run ${id ?? `of ${name}`} to resume`, 'sluice runs');
  if (header.kind !== 'eval')
    throw new UsageError('store/not-an-eval', `${header.id} is a single run, not an evaluation`, 'sluice runs');
  return { id: header.id, definition: header.definition as EvalDefinition };
}

interface Resuming {
  readonly suite: EvalSuite;
  readonly dataset: PreparedDataset;
  readonly host: CommandHost;
}

/** Samples of a changed evaluation would be mixed with the old ones. */
function requireSame({ id, definition }: EarlierRun, { suite, dataset, host }: Resuming): void {
  const how = { prices: host.runner.prices.date, simulated: host.simulated };
  const why = changedSince(definition, evalDefinition(suite, dataset, how));
  if (why === undefined) return;
  throw new UsageError('cli/changed-since', `run ${id} cannot be resumed: ${why}`, `start a new run of ${suite.file}`);
}

async function newestRun(name: string, host: CommandHost): Promise<string | undefined> {
  for await (const run of host.runner.store.list({ kind: 'eval', name, limit: 1 })) return run.id;
  return undefined;
}
