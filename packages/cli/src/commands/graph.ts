import { graphFormats, renderGraph, suggest, UsageError } from '@sluice/core';
import { moduleChecker } from '../compose/module-checker.ts';
import { planOptions } from '../compose/planning.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { configOf, loadPlan } from './load.ts';

export async function graph(args: readonly string[], flags: GlobalFlags & Record<string, unknown>): Promise<ExitCode> {
  const config = configOf(flags);
  const plan = loadPlan(args[0] ?? '', planOptions(config, moduleChecker(config.root)));
  const wanted = String(flags.format);
  const format = graphFormats.find((known) => known === wanted);
  if (format === undefined) {
    const near = suggest(wanted, graphFormats);
    const hint = near ? `did you mean "${near}"?` : `use ${graphFormats.join(', ')}`;
    throw new UsageError('cli/unknown-format', `no format is named ${wanted}`, hint);
  }
  openTerminal(flags).out(renderGraph(plan, format));
  return exitCode.done;
}
