import { rowsOf } from '@sluice/corpus/replay-sets';
import { agreementTable, cohenKappa } from '../../src/statistics/index.ts';
import type { Check, Row } from '../golden-stats/check.ts';
import { byId, countTrue, percent, type SetCheck } from './set-check.ts';

/** Judges of pairs in both orders: counts, positional agreement, kappas. */
export const judges: SetCheck = (set, check) => {
  const dataset = byId(set.dataset === undefined ? [] : rowsOf(set.dataset));
  let compared = 0;
  for (const [subset, golden] of Object.entries(set.expected.subsets as Record<string, Row>)) {
    for (const [judge, path] of set.outputs) {
      const rows = rowsOf(path).filter(({ id }) => dataset.get(id)?.metadata.subset === subset);
      const expected = golden[judge];
      check.equal(`${subset} ${judge} has figures`, expected !== undefined, true);
      compareJudge(check, { what: `${subset} ${judge}`, rows, dataset, golden: expected });
      compared += 1;
    }
  }
  const subsets = Object.keys(set.expected.subsets);
  return `${compared} runs of ${set.outputs.size} judges over ${subsets.join(', ')}`;
};

interface Judged {
  readonly what: string;
  readonly rows: readonly Row[];
  readonly dataset: ReadonlyMap<string, Row>;
  readonly golden: Row;
}

const orders = ['order_12', 'order_21'] as const;

function compareJudge(check: Check, { what, rows, dataset, golden }: Judged): void {
  const gold = rows.map(({ id }) => String(dataset.get(id)?.expected));
  const said = (order: (typeof orders)[number]): string[] => rows.map(({ winner }) => String(winner[order]));
  const right = (order: (typeof orders)[number]): boolean[] => said(order).map((verdict, i) => verdict === gold[i]);
  for (const order of orders) {
    const flags = rows.map((row) => row.is_correct[order]);
    check.equal(`${what} ${order} flags`, JSON.stringify(right(order)), JSON.stringify(flags));
    check.equal(`${what} ${order}`, countTrue(right(order)), golden[`correct_${order}`]);
    const labels = [...new Set([...said(order), ...gold])].sort();
    const { kappa } = cohenKappa(agreementTable(said(order), gold, labels));
    check.same(`${what} ${order} kappa`, kappa, golden.kappa_vs_gold_corrected[order]);
  }
  const [first, second] = [said('order_12'), said('order_21')];
  const n = rows.length;
  const both = rows.filter((_, i) => right('order_12')[i] && right('order_21')[i]).length;
  const same = first.filter((verdict, i) => verdict === second[i]).length;
  const shownFirst =
    first.filter((verdict) => verdict === '1').length + second.filter((verdict) => verdict === '2').length;
  check.equal(`${what} n`, n, golden.n);
  const average = percent(countTrue(right('order_12')) + countTrue(right('order_21')), 2 * n);
  check.same(`${what} average`, average, golden.correct_average_pct);
  check.equal(`${what} both`, both, golden.correct_both_orders);
  check.equal(`${what} same`, same, golden.same_verdict_both_orders);
  check.same(`${what} positional`, percent(same, n), golden.positional_agreement_pct);
  check.same(`${what} first`, percent(shownFirst, 2 * n), golden.first_position_share_pct);
  // The repository counts an unreadable verdict as one for the second output.
  const sides = [first, second].map((verdicts) => verdicts.map((verdict) => verdict === '1'));
  const { kappa } = cohenKappa(agreementTable(sides[0] ?? [], sides[1] ?? [], [true, false]));
  check.same(`${what} kappa`, kappa, golden.kappa_between_orders);
  comparePublished(check, golden.published, { what, n, both, same, kappa });
}

interface Counted {
  readonly what: string;
  readonly n: number;
  readonly both: number;
  readonly same: number;
  readonly kappa: number | undefined;
}

function comparePublished(check: Check, published: Row, { what, n, both, same, kappa }: Counted): void {
  for (const [name, count] of [
    ['correct_both', both],
    ['equal', same],
  ] as const) {
    const [part, whole, share] = String(published[name])
      .split(/[^0-9.]+/u)
      .map(Number);
    check.equal(`${what} published ${name}`, `${part} of ${whole}`, `${count} of ${n}`);
    check.same(`${what} published ${name} %`, percent(count, n), share);
  }
  check.same(`${what} published kappa`, kappa, published.kappa_agreement);
}
