import type { PreparedDataset } from '../run/prepare-dataset.ts';
import { casesForPairedRate, fewestForUpperBound } from '../statistics/index.ts';
import type { EvalSuite } from '../suite/eval-suite.ts';

/** What the cases of a dataset can decide of one condition, before anything is known of the models. */
export interface PlanLine {
  readonly condition: string;
  /** Cases for an 80 % chance of a pass if the arms are truly equal; `null` where no margin is involved. */
  readonly needed: number | null;
  readonly cases: number;
  readonly assumption: string;
}

/** Share of cases on which exactly one of two models is right, as often seen between neighbouring models. */
const usualDiscordance = 0.1;

export function planReport(
  suite: Pick<EvalSuite, 'gates'>,
  { cases }: Pick<PreparedDataset, 'cases'>,
): readonly PlanLine[] {
  return suite.gates.map(({ text, comparison, metric, confidence }) => {
    if (metric.kind === 'latency' && (comparison.kind === 'at_most' || comparison.kind === 'at_least')) {
      const needed = fewestForUpperBound(metric.percentile, confidence);
      return { condition: text, needed, cases, assumption: 'fewest timings that bound this percentile at all' };
    }
    if ((comparison.kind === 'not_worse' || comparison.kind === 'within') && comparison.margin > 0) {
      const rates = { alpha: 1 - confidence, power: 0.8 };
      const needed = Math.ceil(
        casesForPairedRate({ psi: usualDiscordance, delta: 0, margin: comparison.margin }, rates),
      );
      return {
        condition: text,
        needed,
        cases,
        assumption: 'equal models that differ on 10 % of the cases, power 80 %',
      };
    }
    return { condition: text, needed: null, cases, assumption: 'no margin' };
  });
}
