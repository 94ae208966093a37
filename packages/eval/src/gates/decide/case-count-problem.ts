import type { ArmRecords, CaseRecords } from './case-records.ts';

/** Why arrays of a gate's records do not line up; `undefined` when they do. */
export function caseCountProblem({ baseline, candidate, clusters, paired }: CaseRecords): string | undefined {
  const after = caseCounts(candidate);
  const before = baseline ? caseCounts(baseline) : [];
  const cases = after[0] ?? 0;
  if (cases === 0) return 'there are no cases';
  const together = paired === false ? [] : before;
  const uneven = [...after, ...together].some((count) => count !== cases);
  if (uneven) return 'the arms do not hold the same number of cases: an id lacks an arm';
  if (new Set(before).size > 1) return 'the records of the baseline do not line up';
  if (clusters && clusters.length !== cases) return 'the clusters do not line up with the cases';
  return undefined;
}

function caseCounts({ scores, costs, successes, latencies, errors }: ArmRecords): readonly number[] {
  return [scores, costs, successes, latencies, errors].flatMap((list) => (list ? [list.length] : []));
}
