import { PipelineError } from '@sluice/core';
import { type EvalDefinition, gateStored, loadStored, parseEvalSuite, renderTerminal } from '@sluice/eval';
import { moduleChecker } from '../compose/module-checker.ts';
import { suiteOptions } from '../compose/planning.ts';
import type { ExitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { evalExitCode } from '../terminal/eval-exit-code.ts';
import { reportStyle } from '../terminal/report-style.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { configOf, readSource } from './load.ts';
import { openStore, runIdOf } from './stored-run.ts';
import { writeReports } from './write-reports.ts';

interface GateFlags extends GlobalFlags {
  readonly eval?: string;
  readonly output?: readonly string[];
}

/** Gates of a file over the records of a stored run: no model is called, nothing is scored again. */
export async function gate(args: readonly string[], flags: GateFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const config = configOf(flags);
  await using store = openStore(flags);
  const stored = await loadStored(store.runs, await runIdOf(args[0] ?? '', store, 'eval'));
  const { file } = stored.header.definition as EvalDefinition;
  const parsed = parseEvalSuite(readSource(flags.eval ?? file), suiteOptions(config, moduleChecker(config.root)));
  if (!parsed.ok) throw new PipelineError(parsed.diagnostics);
  const suite = parsed.value;
  const names = stored.definition.variants.map(({ name }) => name);
  const kept = {
    ...suite,
    gates: suite.gates.filter(({ variant }) => variant === undefined || names.includes(variant)),
  };
  const result = await gateStored(store.runs, stored, {
    ...kept,
    scorers: storedScorers(stored.definition, suite.scorers),
  });
  await writeReports(result, flags.output ?? [], { store: store.runs, terminal });
  if (flags.json) terminal.out(JSON.stringify(result, null, 2));
  else terminal.out(renderTerminal(result, reportStyle(terminal)));
  return evalExitCode(result, suite.onInconclusive);
}

/** Only what the run has scores of: a scorer that came later has none. */
function storedScorers<S extends { readonly id: string }>(
  definition: EvalDefinition,
  scorers: readonly S[],
): readonly S[] {
  const known = new Set(definition.scorers.map(({ id }) => id));
  return scorers.filter(({ id }) => known.has(id));
}
