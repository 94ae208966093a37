import { type CaseValues, costValues, latencyValues, scoreValues, successValues } from '../metrics/case-values.ts';
import type { SampleTable } from '../records/sample-table.ts';
import { comparePaired } from './compare-variants.ts';
import type { ComparisonResult } from './eval-result.ts';
import type { StoredEval } from './load-stored.ts';

/** One arm of a comparison of stored runs. */
export interface StoredArm {
  readonly stored: StoredEval;
  readonly variant: string;
}

export interface StoredComparison {
  readonly schema: 'sluice/compare/v1';
  readonly baseline: { readonly run: string; readonly variant: string };
  readonly candidate: { readonly run: string; readonly variant: string };
  /** Cases that both arms have. */
  readonly paired: number;
  readonly only_baseline: number;
  readonly only_candidate: number;
  /** Ids whose rows differ between the runs: they are not paired. */
  readonly different_rows: readonly string[];
  readonly comparisons: readonly ComparisonResult[];
  readonly changed: {
    readonly improved: readonly string[];
    readonly regressed: readonly string[];
    readonly same: number;
  };
}

/** Two variants, of the same run or of two, paired by case id. */
export function compareStored(baseline: StoredArm, candidate: StoredArm): StoredComparison {
  const pairs = pairRows(baseline.stored, candidate.stored);
  const arms = { baseline: tableOf(baseline), candidate: tableOf(candidate) };
  const names = { baseline: armName(baseline), candidate: armName(candidate) };
  const shared = baseline.stored.definition.scorers.filter(({ id }) =>
    candidate.stored.definition.scorers.some((other) => other.id === id),
  );
  const clusters = baseline.stored.clusters && pairs.rows.map(([row]) => baseline.stored.clusters?.[row] ?? row);
  const comparisons = [
    ...shared.map(({ id }) => ({ metric: id, values: (table: SampleTable) => scoreValues(table, id) })),
    { metric: 'success_rate', values: successValues },
    { metric: 'cost_per_case', values: costValues },
    { metric: 'latency', values: (table: SampleTable): CaseValues => latencyValues(table, 'latency').values },
  ].flatMap(({ metric, values }) => {
    const before = values(arms.baseline);
    const after = values(arms.candidate);
    const compared = comparePaired(
      pairs.rows.map(([row]) => before[row]),
      pairs.rows.map(([, row]) => after[row]),
      clusters,
    );
    return compared === undefined ? [] : [{ metric, ...names, ...compared }];
  });
  return {
    schema: 'sluice/compare/v1',
    baseline: { run: baseline.stored.header.id, variant: baseline.variant },
    candidate: { run: candidate.stored.header.id, variant: candidate.variant },
    paired: pairs.rows.length,
    only_baseline: pairs.onlyBaseline,
    only_candidate: pairs.onlyCandidate,
    different_rows: pairs.different,
    comparisons,
    changed: changes(pairs.rows, arms, baseline.stored.ids),
  };
}

function tableOf({ stored, variant }: StoredArm): SampleTable {
  const table = stored.tables.get(variant);
  if (table === undefined) throw new Error(`no records of ${variant}`);
  return table;
}

function armName({ stored, variant }: StoredArm): string {
  return `${stored.header.id}:${variant}`;
}

interface Pairs {
  readonly rows: readonly (readonly [baseline: number, candidate: number])[];
  readonly onlyBaseline: number;
  readonly onlyCandidate: number;
  readonly different: readonly string[];
}

function pairRows(baseline: StoredEval, candidate: StoredEval): Pairs {
  // Rows that an incomplete run did not come to have no id.
  const places = new Map(candidate.ids.flatMap((id, row) => [[id, row] as const]));
  const rows: (readonly [number, number])[] = [];
  const different: string[] = [];
  let onlyBaseline = 0;
  for (const [row, id] of baseline.ids.entries()) {
    if (id === undefined) continue;
    const other = places.get(id);
    if (other === undefined) onlyBaseline += 1;
    else if (baseline.rowHashes[row] !== candidate.rowHashes[other]) different.push(id);
    else rows.push([row, other]);
  }
  const onlyCandidate = places.size - rows.length - different.length;
  return { rows, onlyBaseline, onlyCandidate, different };
}

function changes(
  rows: Pairs['rows'],
  arms: { readonly baseline: SampleTable; readonly candidate: SampleTable },
  ids: readonly string[],
): StoredComparison['changed'] {
  const before = successValues(arms.baseline);
  const after = successValues(arms.candidate);
  const improved: string[] = [];
  const regressed: string[] = [];
  let same = 0;
  for (const [row, other] of rows) {
    const was = before[row];
    const is = after[other];
    if (was === undefined || is === undefined || was === is) same += 1;
    else (is > was ? improved : regressed).push(ids[row] ?? '');
  }
  return { improved, regressed, same };
}
