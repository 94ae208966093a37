import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, UsageError } from '@sluice/core';
import { type EvalResult, gateStored, loadStored } from '@sluice/eval';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { openStore } from './stored-run.ts';

/** Recomputes every number of a JSON report from the stored per-case records. Exit 1 where one differs. */
export async function verify(args: readonly string[], flags: GlobalFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const report = readReport(args[0] ?? '');
  await using store = openStore(flags);
  const stored = await loadStored(store.runs, report.run);
  const again = await gateStored(store.runs, stored);
  const parts = ['dataset', 'variants', 'comparisons', 'gates', 'verdict', 'changed'] as const;
  const differing = parts.filter((part) => !isDeepStrictEqual(plain(report[part]), plain(again[part])));
  for (const part of differing) terminal.error(`  ${part}: the report and the records disagree`);
  terminal.out(
    differing.length === 0
      ? `verified: ${report.variants.length} variants, ${report.gates.length} gates, ${report.dataset.cases} cases of run ${report.run}`
      : `NOT verified: ${differing.join(', ')}`,
  );
  return differing.length === 0 ? exitCode.done : exitCode.failed;
}

function readReport(path: string): EvalResult {
  let report: JsonObject;
  try {
    report = JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
  } catch {
    throw new UsageError('cli/no-report', `${path} is no JSON report`, 'write one with --output report.json');
  }
  if (report.schema === 'sluice/eval/v1') return report as unknown as EvalResult;
  throw new UsageError('cli/no-report', `${path} has the schema ${String(report.schema)}, not sluice/eval/v1`);
}

/** As it comes back from JSON. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
