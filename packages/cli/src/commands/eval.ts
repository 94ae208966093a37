import { resolve } from 'node:path';
import { UsageError } from '@sluice/core';
import { type EvalResult, type EvalSuite, prepareDataset, runEval } from '@sluice/eval';
import { hardBudget } from '@sluice/runner';
import { checkDatasetInputs } from '../compose/check-inputs.ts';
import { type CommandHost, newRunId, openHost } from '../compose/open-host.ts';
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
  const suite = readSuite(path, flags, { config, host });
  const dataset = await prepareDataset({ suite, checkInputs: checkDatasetInputs(suite) });
  const budget = budgetOf(suite, flags);
  if (!(await confirmCost({ suite, dataset, host, config, terminal, flags, budgeted: budget !== undefined })))
    return exitCode.invalid;
  const resume = flags.resume !== undefined;
  const runId = resume ? await runToResume(flags.resume, { suite, dataset: dataset.hash, host }) : newRunId(Date.now());
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
      resume,
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

interface Resuming {
  readonly suite: EvalSuite;
  readonly dataset: string;
  readonly host: CommandHost;
}

/** The named run, or the newest of this eval; refused when it was made of something else. */
async function runToResume(wanted: boolean | string | undefined, { suite, dataset, host }: Resuming): Promise<string> {
  const id = typeof wanted === 'string' ? wanted : await newestRun(suite.name, host);
  const header = id === undefined ? undefined : await host.runner.store.get(id);
  if (header === undefined)
    throw new UsageError('cli/nothing-to-resume', `there is no run of ${suite.name} to resume`, 'sluice runs');
  const made = header.definition as { readonly hash?: string; readonly dataset?: string; readonly file?: string };
  if (made.hash !== suite.hash || made.dataset !== dataset) {
    const what = made.hash === suite.hash ? 'dataset' : 'eval or pipeline';
    throw new UsageError(
      'cli/changed-since',
      `the ${what} has changed since run ${header.id}`,
      `start a new run of ${resolve(suite.file)}`,
    );
  }
  return header.id;
}

async function newestRun(name: string, host: CommandHost): Promise<string | undefined> {
  for await (const run of host.runner.store.list({ kind: 'eval', name, limit: 1 })) return run.id;
  return undefined;
}
