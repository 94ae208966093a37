import { UsageError } from '@sluice/core';
import type { EvalResult } from '@sluice/eval';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { openStore, runIdOf } from './stored-run.ts';
import { writeReports } from './write-reports.ts';

/** Renders a stored evaluation; the numbers are those of its end. */
export async function report(
  args: readonly string[],
  flags: GlobalFlags & { readonly output?: readonly string[] },
): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  await using store = openStore(flags);
  const id = await runIdOf(args[0] ?? '', store, 'eval');
  const run = await store.runs.get(id);
  if (run === undefined) throw new UsageError('store/no-run', `there is no run ${id}`, 'sluice runs lists them');
  const summary = run.summary as EvalResult | undefined;
  if (run.kind !== 'eval' || summary === undefined) {
    throw new UsageError(
      'store/no-result',
      `${id} has no result to render`,
      'sluice gate computes it from the records',
    );
  }
  await writeReports(summary, flags.output ?? [], { store: store.runs, terminal });
  return exitCode.done;
}
