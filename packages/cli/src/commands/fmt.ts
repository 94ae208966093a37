import { readFileSync, writeFileSync } from 'node:fs';
import { type Diagnostic, formatPipeline, formatYaml, type Parsed, PipelineError, type SourceText } from '@sluice/core';
import { kindOf } from '../compose/check-project.ts';
import { findYaml, usualFolders } from '../compose/find-yaml.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { shownPath } from '../terminal/render-findings.ts';
import { openTerminal } from '../terminal/terminal.ts';

export interface FormatFlags extends GlobalFlags {
  readonly check?: boolean;
}

/** Formats pipelines, evals, tests and the configuration in place. With `--check` it only lists what would change: exit 1. */
export async function fmt(args: readonly string[], flags: FormatFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const sources = await findSources(args);
  const formatted = sources.map((source) => ({ source, result: format(source) }));
  const findings = formatted.flatMap(({ result }): readonly Diagnostic[] => (result.ok ? [] : result.diagnostics));
  if (findings.length > 0) throw new PipelineError(findings);
  const changed = formatted.flatMap(({ source, result }) =>
    result.ok && result.value !== source.text ? [{ path: source.path, text: result.value }] : [],
  );
  const names = changed.map(({ path }) => shownPath(path));
  if (flags.check !== true) for (const { path, text } of changed) writeFileSync(path, text);
  if (flags.json) {
    terminal.out(JSON.stringify({ schema: 'sluice/fmt/v1', files: sources.length, changed: names }, null, 2));
  } else for (const name of names) terminal.out(name);
  const what = flags.check === true ? 'would change' : 'changed';
  terminal.note(`${names.length} of ${sources.length} file${sources.length === 1 ? '' : 's'} ${what}`);
  return flags.check === true && changed.length > 0 ? exitCode.failed : exitCode.done;
}

async function findSources(args: readonly string[]): Promise<readonly SourceText[]> {
  const roots = args.length > 0 ? args : usualFolders('pipelines', 'evals');
  const files = await findYaml(roots, () => true);
  const named = new Set(await findYaml(roots, () => false));
  return files
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
    .filter(({ path, text }) => named.has(path) || kindOf(path, text) !== undefined);
}

function format(source: SourceText): Parsed<string> {
  const kind = kindOf(source.path, source.text);
  return kind === undefined || kind === 'pipeline' ? formatPipeline(source) : formatYaml(source, orders[kind]);
}

type KeyOrder = Parameters<typeof formatYaml>[1];

function topLevel(...keys: readonly string[]): KeyOrder {
  return (path) => (path.length === 0 ? keys : undefined);
}

/** What a reader asks first stands first. */
const orders: Readonly<Record<'eval' | 'config' | 'test', KeyOrder>> = {
  eval: topLevel(
    ...['version', 'name', 'description', 'pipeline', 'roots', 'models', 'prompt', 'dataset', 'inputs', 'output'],
    ...['variants', 'matrix', 'baseline', 'repeat', 'scorers', 'success', 'gates', 'watch', 'on_inconclusive'],
    ...['budget', 'concurrency', 'seed'],
  ),
  config: topLevel('version', 'providers', 'models', 'prices', 'store', 'confirm_above_usd'),
  test: topLevel('version', 'pipeline', 'inputs', 'mocks', 'cases'),
};
