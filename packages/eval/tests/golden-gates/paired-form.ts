import { decide } from '../../src/gates/decide/decide.ts';
import { mcnemar } from '../../src/statistics/paired-binary/mcnemar.ts';
import { pairedTable } from '../../src/statistics/paired-binary/paired-table.ts';
import { tango } from '../../src/statistics/paired-binary/tango.ts';
import { casesForPairedRate } from '../../src/statistics/power/sample-sizes.ts';
import { wilson } from '../../src/statistics/proportion/wilson.ts';
import type { Check, Row } from '../golden-stats/check.ts';
import { replaySet } from './replay-set.ts';

/** Two recorded models over the same cases: table, intervals, tests, verdicts and sample sizes, from the raw files. */
export function checkPaired(row: Row, check: Check, corpus: string): void {
  const set = replaySet(corpus, row.set);
  const before = set.outputs(row.baseline);
  const after = new Map(set.outputs(row.candidate).map((output) => [output.id, output]));
  const baseline = before.map((output) => Number(output.is_correct));
  const candidate = before.map((output) => Number(after.get(output.id)?.is_correct));
  const table = pairedTable(baseline, candidate);
  check.equal('n', baseline.length, row.n);
  check.equal('both', table.both, row.table.both);
  check.equal('only baseline', table.onlyBaseline, row.table.only_baseline);
  check.equal('only candidate', table.onlyCandidate, row.table.only_candidate);
  check.equal('neither', table.neither, row.table.neither);
  accuracy('baseline', baseline, { row, check });
  accuracy('candidate', candidate, { row, check });
  check.same('difference', tango(table).estimate, row.difference);
  for (const level of [90, 95]) {
    const ours = tango(table, level / 100);
    check.relative(`tango ${level} low`, ours.low, row[`tango${level}`][0], 1e-7);
    check.relative(`tango ${level} high`, ours.high, row[`tango${level}`][1], 1e-7);
  }
  tests(mcnemar(table), row.mcnemar, check);
  for (const margin of [0.02, 0.05]) verdict({ baseline, candidate, margin }, row, check);
  const psi = (table.onlyBaseline + table.onlyCandidate) / row.n;
  const equal = casesForPairedRate({ psi, delta: 0, margin: 0.02 }, { alpha: 0.05, power: 0.8 });
  check.equal('needed if equal', Math.ceil(equal), row['n_needed_margin_0.02_80pct_if_truly_equal']);
}

function accuracy(arm: string, values: readonly number[], { row, check }: { row: Row; check: Check }): void {
  const successes = values.reduce((total, value) => total + value, 0);
  const ours = wilson({ successes, n: values.length });
  check.same(arm, ours.estimate, row[`acc_${arm}`]);
  check.ends(`${arm} wilson`, ours, row[`acc_${arm}_wilson95`]);
}

function tests(ours: ReturnType<typeof mcnemar>, golden: Row, check: Check): void {
  check.same('exact', ours.exact, golden.exact_p);
  check.same('mid-p', ours.midP, golden.mid_p);
  check.same('chi-square', ours.chiSquare, golden.chisq_p);
  check.same('corrected', ours.chiSquareCorrected, golden.chisq_cc_p);
  check.same('one-sided', ours.candidateBetter, golden.one_sided_exact_B_better_p);
}

function verdict(
  given: { baseline: readonly number[]; candidate: readonly number[]; margin: number },
  row: Row,
  check: Check,
): void {
  const { baseline, candidate, margin } = given;
  const decision = decide(
    { measure: { kind: 'score' }, comparison: { kind: 'not_worse', margin } },
    { baseline: { scores: baseline }, candidate: { scores: candidate } },
  );
  check.equal(`verdict at ${margin}`, decision.verdict, row[`non_inferior_margin_${margin}`]);
  check.equal(`method at ${margin}`, decision.method, 'tango');
  check.relative(`low at ${margin}`, decision.low ?? undefined, row.tango90[0], 1e-7);
  check.relative(`high at ${margin}`, decision.high ?? undefined, row.tango90[1], 1e-7);
  const open = decision.verdict === 'inconclusive';
  if (open && margin === 0.02) {
    const total = (decision.neededIfNoDifference ?? 0) + decision.n;
    check.equal('gate needs, if equal', total, row['n_needed_margin_0.02_80pct_if_truly_equal']);
  }
  check.equal(`needed at ${margin} is stated when open`, decision.needed !== null, open);
}
