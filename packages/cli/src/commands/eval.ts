import { resolve } from 'node:path';
import { PipelineError, UsageError, usedModels } from '@sluice/core';
import { type EvalResult, type EvalSuite, overrideSuite, parseEvalSuite, prepareDataset, runEval } from '@sluice/eval';
import { hardBudget } from '@sluice/runner';
import { checkDatasetInputs } from '../compose/check-inputs.ts';
import { type CommandHost, newRunId, openHost } from '../compose/open-host.ts';
import { suiteOptions } from '../compose/planning.ts';
import type { Config } from '../config/config.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { dollars, wholeNumber } from '../parse-flags.ts';
import { confirmCost } from '../terminal/confirm-cost.ts';
import { evalExitCode } from '../terminal/eval-exit-code.ts';
import { interruption } from '../terminal/interruption.ts';
import { progressLine } from '../terminal/progress-line.ts';
import { reportStyle } from '../terminal/report-style.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import { configOf, readSource } from './load.ts';
import { plan as showPlan } from './plan.ts';
import { writeReports } from './write-reports.ts';

export interface EvalFlags extends GlobalFlags {
  readonly models?: string;
  readonly variant?: readonly string[];
  readonly limit?: string;
  readonly sample?: string;
  readonly seed?: string;
  readonly repeat?: string;
  readonly concurrency?: string;
  readonly budget?: string;
  /** `--no-cache` makes it false. */
  readonly cache?: boolean;
  readonly refresh?: boolean;
  readonly filter?: string;
  readonly output?: readonly string[];
  readonly resume?: boolean | string;
  readonly retryErrors?: boolean;
  readonly simulate?: string;
  readonly plan?: boolean;
  readonly yes?: boolean;
}

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
    { runner, planning },
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

interface Reading {
  readonly config: Config;
  readonly host: CommandHost;
}

/** The file with the flags applied: read once as it is, so that findings point into it. */
export function readSuite(path: string, flags: EvalFlags, { config, host }: Reading): EvalSuite {
  const source = readSource(path);
  const options = suiteOptions(config, host.modules);
  const plain = parsed(parseEvalSuite(source, options));
  const models = flags.models === undefined ? undefined : readModels(flags.models, plain);
  const overrides = { ...(models ? { models } : {}), ...(flags.filter === undefined ? {} : { filter: flags.filter }) };
  const changed =
    Object.keys(overrides).length === 0
      ? plain
      : parsed(parseEvalSuite({ path: source.path, text: overrideSuite(source.text, overrides) }, options));
  return applyFlags(changed, flags);
}

function parsed(result: ReturnType<typeof parseEvalSuite>): EvalSuite {
  if (result.ok) return result.value;
  throw new PipelineError(result.diagnostics);
}

function readModels(text: string, suite: EvalSuite): { alias: string; references: readonly string[] } {
  const equals = text.indexOf('=');
  const first = suite.variants[0];
  const aliases = first === undefined ? [] : usedModels(first.plan).filter((name) => !name.includes('/'));
  const alias = equals > 0 ? text.slice(0, equals) : aliases.length === 1 ? aliases[0] : undefined;
  if (alias === undefined) {
    throw new UsageError(
      'cli/ambiguous-alias',
      `--models needs an alias: the pipeline has ${aliases.length}`,
      `--models ${aliases[0] ?? 'alias'}=${text}`,
    );
  }
  return {
    alias,
    references: text
      .slice(equals + 1)
      .split(',')
      .map((reference) => reference.trim()),
  };
}

function applyFlags(suite: EvalSuite, flags: EvalFlags): EvalSuite {
  const { dataset } = suite;
  const variants = flags.variant === undefined ? suite.variants : chosenVariants(suite, flags.variant);
  return {
    ...suite,
    variants,
    baseline: variants.some(({ name }) => name === suite.baseline) ? suite.baseline : (variants[0]?.name ?? ''),
    // A condition about a variant that is left out cannot be decided.
    gates: suite.gates.filter((gate) => isGateable(gate, variants)),
    watch: suite.watch.filter((gate) => isGateable(gate, variants)),
    dataset: {
      ...dataset,
      ...(flags.limit === undefined ? {} : { limit: wholeNumber('--limit', flags.limit) }),
      ...(flags.sample === undefined ? {} : { sample: wholeNumber('--sample', flags.sample) }),
    },
    ...(flags.seed === undefined ? {} : { seed: wholeNumber('--seed', flags.seed, 0) }),
    ...(flags.repeat === undefined ? {} : { repeat: wholeNumber('--repeat', flags.repeat) }),
    ...(flags.concurrency === undefined ? {} : { concurrency: wholeNumber('--concurrency', flags.concurrency) }),
  };
}

function chosenVariants(suite: EvalSuite, names: readonly string[]): EvalSuite['variants'] {
  const known = suite.variants.map(({ name }) => name);
  for (const name of names) {
    if (!known.includes(name))
      throw new UsageError('cli/unknown-variant', `no variant is named ${name}`, `known: ${known.join(', ')}`);
  }
  return suite.variants.filter(({ name }) => names.includes(name));
}

function isGateable(gate: EvalSuite['gates'][number], variants: EvalSuite['variants']): boolean {
  const names = variants.map(({ name }) => name);
  const has = (name: string | undefined): boolean => name === undefined || names.includes(name);
  return has(gate.variant) && has(gate.baseline) && (gate.baseline === undefined || names.length > 1);
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
