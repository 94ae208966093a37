import { UsageError } from '@sluice/core';
import { compareStored, loadStored, type StoredComparison, type StoredEval } from '@sluice/eval';
import type { Store } from '@sluice/store';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { comparisonText } from '../terminal/comparison-text.ts';
import { reportStyle } from '../terminal/report-style.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { openStore, runIdOf } from './stored-run.ts';

/** `RUN:VARIANT`, or a run of one variant, or a variant of the newest run. */
export async function compare(args: readonly string[], flags: GlobalFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  await using store = openStore(flags);
  const [baseline, candidate] = await Promise.all([armOf(args[0] ?? '', store), armOf(args[1] ?? '', store)]);
  const comparison: StoredComparison = compareStored(baseline, candidate);
  terminal.out(flags.json ? JSON.stringify(comparison, null, 2) : comparisonText(comparison, reportStyle(terminal)));
  return exitCode.done;
}

async function armOf(text: string, store: Store): Promise<{ stored: StoredEval; variant: string }> {
  const colon = text.indexOf(':');
  const named = colon < 0 ? text : text.slice(0, colon);
  const known = await store.runs.get(named);
  const stored = await loadStored(store.runs, known === undefined ? await runIdOf('last', store, 'eval') : named);
  const variants = stored.definition.variants.map(({ name }) => name);
  const wanted = colon >= 0 ? text.slice(colon + 1) : known === undefined && named !== 'last' ? named : undefined;
  const variant = wanted ?? (variants.length === 1 ? variants[0] : undefined);
  if (variant !== undefined && variants.includes(variant)) return { stored, variant };
  const what =
    wanted === undefined ? `${named} has ${variants.length} variants` : `no run and no variant is named ${wanted}`;
  throw new UsageError('cli/unknown-variant', what, `say RUN:VARIANT; of ${stored.header.id}: ${variants.join(', ')}`);
}
