import { decide } from '../../src/gates/decide/decide.ts';
import { verdictOfInterval } from '../../src/gates/decide/verdict-of-interval.ts';
import { normalQuantile } from '../../src/statistics/distributions/normal.ts';
import { fisherExact, scoreTest } from '../../src/statistics/independent/fisher-exact.ts';
import { newcombe } from '../../src/statistics/independent/newcombe.ts';
import { tInterval } from '../../src/statistics/mean/t-interval.ts';
import { bonettPrice, waldPaired } from '../../src/statistics/paired-binary/bonett-price.ts';
import { mcnemar } from '../../src/statistics/paired-binary/mcnemar.ts';
import { newcombePaired } from '../../src/statistics/paired-binary/newcombe-paired.ts';
import { type PairedTable, tableSize } from '../../src/statistics/paired-binary/paired-table.ts';
import { tango } from '../../src/statistics/paired-binary/tango.ts';
import { bayesUniform, jeffreys } from '../../src/statistics/proportion/beta-posterior.ts';
import { clopperPearson } from '../../src/statistics/proportion/clopper-pearson.ts';
import { agrestiCoull, wald } from '../../src/statistics/proportion/wald.ts';
import { wilson } from '../../src/statistics/proportion/wilson.ts';
import type { Check, Row, Section } from './check.ts';

/** Single rates, paired rates, independent rates. */
export const rateSections: Record<string, Section> = {
  proportion_ci(row, check) {
    const count = { successes: row.x, n: row.n };
    const at = `${row.x}/${row.n} at ${row.conf}`;
    check.ends(`wilson ${at}`, wilson(count, row.conf), row.wilson);
    check.ends(`clopper-pearson ${at}`, clopperPearson(count, row.conf), row.clopper_pearson);
    check.ends(`jeffreys ${at}`, jeffreys(count, row.conf), row.jeffreys);
    check.ends(`bayes ${at}`, bayesUniform(count, row.conf), row.bayes_uniform);
    check.ends(`agresti-coull ${at}`, agrestiCoull(count, row.conf), row.agresti_coull_unclipped);
    check.within(`wald low ${at}`, wald(count, row.conf).low, row.wald_do_not_use[0], 1e-12);
    check.within(`wald high ${at}`, wald(count, row.conf).high, row.wald_do_not_use[1], 1e-12);
  },

  paired_binary(row, check) {
    const table: PairedTable = {
      both: row.n11_both_pass,
      onlyBaseline: row.n10_only_baseline,
      onlyCandidate: row.n01_only_candidate,
      neither: row.n00_neither,
    };
    const name = `${table.both}/${table.onlyBaseline}/${table.onlyCandidate}/${table.neither}`;
    check.equal(`${name} n`, tableSize(table), row.n);
    check.same(`${name} difference`, tango(table).estimate, row.difference);
    intervalsOf(table, row.ci90, { check, confidence: 0.9 });
    intervalsOf(table, row.ci95, { check, confidence: 0.95 });
    const test = mcnemar(table);
    check.same(`${name} exact`, test.exact, row.mcnemar.exact_p);
    check.same(`${name} mid-p`, test.midP, row.mcnemar.mid_p);
    check.same(`${name} chi-square`, test.chiSquare, row.mcnemar.chisq_p);
    check.same(`${name} corrected`, test.chiSquareCorrected, row.mcnemar.chisq_cc_p);
    check.same(`${name} one-sided`, test.candidateBetter, row.mcnemar.one_sided_exact_B_better_p);
    for (const margin of [0.02, 0.05]) decisionsOf(table, row, { check, margin });
  },

  two_independent_proportions(row, check) {
    const first = { successes: row.x1, n: row.n1 };
    const second = { successes: row.x2, n: row.n2 };
    const hybrid = newcombe(first, second);
    check.same('difference', hybrid.estimate, row.diff_2_minus_1);
    check.ends('newcombe', hybrid, row.newcombe95);
    check.relative('fisher', fisherExact(first, second), row.fisher_p, 1e-9);
    check.same('score', scoreTest(first, second), row.score_chisq_p);
    const [p1, p2] = [row.x1 / row.n1, row.x2 / row.n2];
    const half = normalQuantile(0.975) * Math.sqrt((p1 * (1 - p1)) / row.n1 + (p2 * (1 - p2)) / row.n2);
    check.same('wald low', p2 - p1 - half, row.wald95[0]);
    check.same('wald high', p2 - p1 + half, row.wald95[1]);
  },
};

function intervalsOf(table: PairedTable, golden: Row, how: { check: Check; confidence: number }): void {
  const { check, confidence } = how;
  const name = `${JSON.stringify(table)} at ${confidence}`;
  const ours = tango(table, confidence);
  check.relative(`${name} tango low`, ours.low, golden.tango_score[0], 1e-7);
  check.relative(`${name} tango high`, ours.high, golden.tango_score[1], 1e-7);
  check.ends(`${name} newcombe`, newcombePaired(table, confidence), golden.newcombe_method10);
  check.ends(`${name} bonett-price`, bonettPrice(table, confidence), golden.bonett_price);
  check.ends(`${name} wald`, waldPaired(table, confidence), golden.wald);
  check.ends(`${name} t`, tInterval(differencesOf(table), confidence), golden.paired_t);
  check.equal(`${name} golden keys`, Object.keys(golden).length, 5);
}

function decisionsOf(table: PairedTable, row: Row, how: { check: Check; margin: number }): void {
  const { check, margin } = how;
  const golden = row[`non_inferiority_margin_${margin}`];
  const rule = { comparison: { kind: 'not_worse', margin }, direction: 'higher' } as const;
  const name = `${JSON.stringify(table)} margin ${margin}`;
  check.equal(`${name} tango`, verdictOfInterval(rule, tango(table, 0.9)), golden.tango);
  check.equal(`${name} newcombe`, verdictOfInterval(rule, newcombePaired(table, 0.9)), golden.newcombe10);
  check.equal(`${name} t`, verdictOfInterval(rule, tInterval(differencesOf(table), 0.9)), golden.paired_t);
  const identical = table.onlyBaseline + table.onlyCandidate === 0 && tableSize(table) < 30;
  const decided = decide({ measure: { kind: 'score' }, comparison: rule.comparison }, recordsOf(table));
  check.equal(`${name} gate`, decided.verdict, identical ? 'invalid' : golden.tango);
}

function differencesOf(table: PairedTable): readonly number[] {
  return [
    ...new Array<number>(table.both + table.neither).fill(0),
    ...new Array<number>(table.onlyBaseline).fill(-1),
    ...new Array<number>(table.onlyCandidate).fill(1),
  ];
}

function recordsOf({ both, onlyBaseline, onlyCandidate, neither }: PairedTable) {
  const repeat = (times: number, value: number) => new Array<number>(times).fill(value);
  const baseline = [...repeat(both + onlyBaseline, 1), ...repeat(onlyCandidate + neither, 0)];
  const candidate = [
    ...repeat(both, 1),
    ...repeat(onlyBaseline, 0),
    ...repeat(onlyCandidate, 1),
    ...repeat(neither, 0),
  ];
  return { baseline: { scores: baseline }, candidate: { scores: candidate } };
}
