import { PipelineError } from '@sluice/core';
import { type EvalSuite, gateStored, loadStored, parseEvalSuite, renderTerminal, type StoredEval } from '@sluice/eval';
import { moduleChecker } from '../compose/module-checker.ts';
import { suiteOptions } from '../compose/planning.ts';
import type { Config } from '../config/config.ts';
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

/** The gates of the run, or of another file, over its records: no model is called, nothing is scored again. */
export async function gate(args: readonly string[], flags: GateFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const config = configOf(flags);
  await using store = openStore(flags);
  const stored = await loadStored(store.runs, await runIdOf(args[0] ?? '', store, 'eval'));
  const suite = flags.eval === undefined ? undefined : readSuite(flags.eval, config);
  const result = await gateStored(store.runs, stored, suite && { ...suite, scorers: storedScorers(stored, suite) });
  await writeReports(result, flags.output ?? [], { store: store.runs, terminal });
  if (flags.json) terminal.out(JSON.stringify(result, null, 2));
  else terminal.out(renderTerminal(result, reportStyle(terminal)));
  return evalExitCode(result, suite === undefined ? stored.definition.onInconclusive : suite.onInconclusive);
}

function readSuite(path: string, config: Config): EvalSuite {
  const parsed = parseEvalSuite(readSource(path), suiteOptions(config, moduleChecker(config.root)));
  if (!parsed.ok) throw new PipelineError(parsed.diagnostics);
  return parsed.value;
}

/** Only what the run has scores of: a scorer that came later has none. */
function storedScorers({ definition }: StoredEval, { scorers }: EvalSuite): EvalSuite['scorers'] {
  const known = new Set(definition.scorers.map(({ id }) => id));
  return scorers.filter(({ id }) => known.has(id));
}
