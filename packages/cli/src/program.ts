import type { Command } from 'commander';
import { addExamples } from './examples.ts';
import type { GlobalFlags } from './global-flags.ts';
import { version } from './version.ts';

/** Every command with its flags. What a command does is loaded when it is called. */
export function defineCommands(program: Command): Command {
  program
    .name('sluice')
    .description('Declarative LLM pipelines with an evaluation gate.')
    .version(version(), '-V, --version')
    .option('--config <file>', 'configuration file (default: sluice.config.yaml, found by walking up)')
    .option('--store <path>', 'folder for runs and the response cache')
    .option('--env-file <file>', 'read environment variables from a file')
    .option('-q, --quiet', 'no progress and no hints')
    .option('--verbose', 'more detail, stacks of defects')
    .option('--no-input', 'never ask')
    .showSuggestionAfterError()
    // Usage errors are printed as all errors are.
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  defineChecks(program);
  defineRuns(program);
  defineEvals(program);
  defineGates(program);
  defineStored(program);
  defineTools(program);
  addExamples(program);
  return program;
}

type Flags = Record<string, unknown>;

/** Runs a command's function with all flags; its result is the exit code. */
function action(load: () => Promise<(args: readonly string[], flags: GlobalFlags & Flags) => Promise<number>>) {
  return async (...received: unknown[]): Promise<void> => {
    const command = received.at(-1) as Command;
    const flags = allFlags(command);
    if (flags.envFile !== undefined) await loadEnvironment(flags.envFile);
    const run = await load();
    process.exitCode = await run(command.args, flags);
  };
}

/** A command's own flags win: `--input FILE` of `run` is another thing than the global `--no-input`. */
function allFlags(command: Command): GlobalFlags & Flags {
  const root = rootOf(command);
  const { input, ...globals } = root.opts();
  const { input: _, ...parents } = command.parent === null ? {} : command.parent.opts();
  return { ...globals, ...parents, ...command.opts(), ask: input !== false };
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}

async function loadEnvironment(file: string): Promise<void> {
  try {
    process.loadEnvFile(file);
  } catch {
    const { UsageError } = await import('@sluice/core');
    throw new UsageError('cli/no-env-file', `cannot read ${file}`);
  }
}

function collect(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, value];
}

function defineChecks(program: Command): void {
  program
    .command('validate')
    .description('check pipelines, evals and the configuration: all findings in one pass')
    .argument('[path...]', 'files or folders (default: pipelines and evals, or the current folder)')
    .option('--format <format>', 'text, json, github or sarif', 'text')
    .option('--json', 'the same as --format json')
    .option('--watch', 'check again after each change; Ctrl-C ends')
    .action(action(async () => (await import('./commands/validate.ts')).validate));
  program
    .command('fmt')
    .description('format pipelines, evals, tests and the configuration; comments are kept')
    .argument('[path...]', 'files or folders (default: pipelines and evals, or the current folder)')
    .option('--check', 'change nothing, list what would change, exit 1 if anything would')
    .option('--json', 'as JSON')
    .action(action(async () => (await import('./commands/fmt.ts')).fmt));
  program
    .command('test')
    .description('run *.test.yaml beside pipelines, with mocks: nothing is called')
    .argument('[path...]', 'test files, pipelines or folders (default: pipelines, or the current folder)')
    .option('-t, --test-name <text>', 'only cases whose name contains this')
    .option('--json', 'as JSON')
    .action(action(async () => (await import('./commands/test.ts')).test));
  program
    .command('graph')
    .description('the step graph of a pipeline')
    .argument('<pipeline>', 'pipeline file')
    .option('--format <format>', 'mermaid, dot or json', 'mermaid')
    .action(action(async () => (await import('./commands/graph.ts')).graph));
  program
    .command('schema')
    .description('the JSON Schema of a file, for editors')
    .argument('[what]', 'pipeline, eval, test or config', 'pipeline')
    .action(action(async () => (await import('./commands/schema.ts')).schema));
}

function defineRuns(program: Command): void {
  program
    .command('run')
    .description('run one pipeline; stdout is its outputs')
    .argument('<pipeline>', 'pipeline file')
    .option('-i, --set <name=value>', 'an input, by its declared type; name=@file reads a file', collect)
    .option('--input <file>', 'inputs as JSON, or one run for each line of JSONL; - is standard input')
    .option('--model <alias=ref>', 'another model for an alias', collect)
    .option('--simulate <profile>', 'answer from a simulator: a profile, or the address of a running one')
    .option('--record <file>', 'write what models and tools answer, as JSONL, secrets masked')
    .option('--replay <file>', 'answer from such a file and from nothing else')
    .option('--redact <regexp>', 'with --record: take what it matches out of what is written', collect)
    .option('--record-http <file>', 'append every exchange with a provider to a JSONL file, secrets masked')
    .option('--replay-http <file>', 'answer from such a file: no network, no key')
    .option('--concurrency <n>', 'runs at once, of JSONL input')
    .option('--budget <usd>', 'hard cap in dollars')
    .option('--no-cache', 'neither read nor write the response cache')
    .option('--resume <run>', 'take up a stored run')
    .option('--assume-done <step>', 'with --resume: this interrupted write was done', collect)
    .option('--retry <step>', 'with --resume: do this interrupted write again', collect)
    .option('--stream', 'print text as it comes')
    .option('--allow-exec', 'allow tools that start programs')
    .option('--yes', 'do not ask before spending')
    .option('--json', 'one JSON object with outputs, steps, usage and cost')
    .action(action(async () => (await import('./commands/run.ts')).run));
  program
    .command('approve')
    .description('answer a waiting approval, and go on with the run')
    .argument('<run>', 'run id, or `last`')
    .argument('<step>', 'the step that waits, as `sluice run` names it')
    .option('--reject', 'reject it')
    .option('--answer <json>', 'the answer, where the approval has a schema')
    .option('--no-resume', 'only write the answer down')
    .option('--model <alias=ref>', 'another model for an alias; those the run was started with, when absent', collect)
    .option('--simulate <profile>', 'answer from a simulator: a profile, or the address of a running one')
    .option('--budget <usd>', 'hard cap in dollars')
    .option('--allow-exec', 'allow tools that start programs')
    .option('--json', 'one JSON object with outputs, steps, usage and cost')
    .action(action(async () => (await import('./commands/approve.ts')).approve));
}

function defineEvals(program: Command): void {
  program
    .command('eval')
    .description('run an evaluation: models side by side, differences, gates')
    .argument('<eval>', 'eval file')
    .option('--models <[alias=]a,b>', 'variants made of these models')
    .option('--variant <name>', 'only this variant', collect)
    .option('--limit <n>', 'the first N rows')
    .option('--sample <n>', 'N rows at random')
    .option('--seed <s>', 'for the sample and the bootstraps')
    .option('--repeat <n>', 'samples of each case')
    .option('--concurrency <n>', 'cases at once')
    .option('--budget <usd>', 'hard cap in dollars')
    .option('--no-cache', 'neither read nor write the response cache')
    .option('--refresh', 'ask anew and keep the answers')
    .option('--filter <expr>', 'only rows for which a CEL expression is true')
    .option('--output <file>', 'write a report: .json .jsonl .csv .md .xml', collect)
    .option('--resume [run]', 'take up an interrupted run: the last one, or this one')
    .option('--retry-errors', 'with --resume: run failed cases again')
    .option('--simulate <profile>', 'answer from a simulator: a profile, or the address of a running one')
    .option('--record-http <file>', 'append every exchange with a provider to a JSONL file, secrets masked')
    .option('--replay-http <file>', 'answer from such a file: no network, no key')
    .option('--plan', 'say what it would call and cost, and stop')
    .option('--yes', 'do not ask before spending')
    .option('--json', 'the JSON result')
    .action(action(async () => (await import('./commands/eval.ts')).evaluate));
  program
    .command('plan')
    .description('before spending: calls, tokens, cost, and what this many cases can detect')
    .argument('<eval>', 'eval file')
    .option('--json', 'as JSON')
    .action(action(async () => (await import('./commands/plan.ts')).plan));
  program
    .command('compare')
    .description('two runs or variants, paired by case')
    .argument('<a>', 'RUN, or RUN:VARIANT')
    .argument('<b>', 'RUN, or RUN:VARIANT')
    .option('--json', 'as JSON')
    .action(action(async () => (await import('./commands/compare.ts')).compare));
}

function defineGates(program: Command): void {
  program
    .command('gate')
    .description('apply gates to a stored run, calling no model')
    .argument('<run>', 'run id, or `last`')
    .option('--eval <file>', 'gates of this file instead of those of the run')
    .option('--output <file>', 'write a report: .json .md .xml', collect)
    .option('--json', 'the JSON result')
    .action(action(async () => (await import('./commands/gate.ts')).gate));
  program
    .command('verify')
    .description('recompute a JSON report from the stored records, offline')
    .argument('<report>', 'a report written with --output x.json')
    .action(action(async () => (await import('./commands/verify.ts')).verify));
}

function defineStored(program: Command): void {
  const runs = program.command('runs').description('what is stored');
  runs
    .command('list', { isDefault: true })
    .description('newest first')
    .allowExcessArguments()
    .option('--limit <n>', 'at most N', '20')
    .option('--json', 'as JSON')
    .action(action(async () => (await import('./commands/runs.ts')).listRuns));
  runs
    .command('show')
    .description('one run')
    .argument('<run>', 'run id, or `last`')
    .option('--events', 'its events as JSONL')
    .option('--json', 'as JSON')
    .action(action(async () => (await import('./commands/runs.ts')).showRun));
  runs
    .command('export')
    .description('a run as JSONL, to commit as a baseline or to send')
    .argument('<run>', 'run id, or `last`')
    .option('--output <file>', 'instead of standard output')
    .action(action(async () => (await import('./commands/runs.ts')).exportStored));
  runs
    .command('rm')
    .description('remove runs')
    .argument('<run...>', 'run ids')
    .action(action(async () => (await import('./commands/runs.ts')).removeRuns));
  program
    .command('report')
    .description('render a stored run: .json .jsonl .csv .md .xml')
    .argument('<run>', 'run id, or `last`')
    .requiredOption('--output <file>', 'where to; repeat for several', collect)
    .action(action(async () => (await import('./commands/report.ts')).report));
  program
    .command('cache')
    .description('the response cache')
    .argument('[what]', 'stats, prune or clear', 'stats')
    .option('--json', 'as JSON')
    .action(action(async () => (await import('./commands/cache.ts')).cache));
}

function defineTools(program: Command): void {
  program
    .command('models')
    .description('aliases, what they resolve to, prices and their date')
    .argument('[what]', 'list or show', 'list')
    .argument('[ref]', 'alias or provider/model')
    .option('--json', 'as JSON')
    .action(action(async () => (await import('./commands/models.ts')).models));
  program
    .command('simulate')
    .description('a model simulator on loopback: the OpenAI, Anthropic and Gemini wires')
    .option('--port <n>', 'port (default: any free one)', '0')
    .option('--profile <file>', 'answers, latency, limits and faults')
    .option('--seed <s>', 'instead of the seed of the profile')
    .option('--json', 'one JSON line with the addresses')
    .action(action(async () => (await import('./commands/simulate.ts')).simulate));
  program
    .command('doctor')
    .description('check node, configuration, keys (never shown), store and prices')
    .option('--json', 'as JSON')
    .action(action(async () => (await import('./commands/doctor.ts')).doctor));
  program
    .command('init')
    .description('a project that runs at once, without a key')
    .argument('[dir]', 'folder', '.')
    .option('--template <name>', 'which one', 'triage')
    .action(action(async () => (await import('./commands/init.ts')).init));
}
