import { classification } from '../../src/metrics/classification.ts';
import { passAtK, passHatK } from '../../src/metrics/pass-at-k.ts';
import {
  areaUnderRoc,
  averagePrecision,
  brierScore,
  calibrationError,
  logLoss,
} from '../../src/metrics/probability-scores.ts';
import { ndcg, precisionAt, rankedPrecision, recallAt, reciprocalRank } from '../../src/metrics/retrieval.ts';
import { fleissKappa } from '../../src/statistics/agreement/fleiss-kappa.ts';
import { agreementTable, cohenKappa } from '../../src/statistics/agreement/kappa.ts';
import { krippendorffAlpha } from '../../src/statistics/agreement/krippendorff-alpha.ts';
import { type Battle, eloRatings } from '../../src/statistics/ranking/elo.ts';
import type { Check, Row } from '../golden-stats/check.ts';
import { valueBy } from '../score-by.ts';
import type { GoldenSections } from './sections.ts';

/** Numbers over many cases. */
export const metricSections: GoldenSections = {
  'pass_at_k.cases': (row, check) => {
    const samples = { samples: row.n, correct: row.c };
    check.same('pass@k', passAtK(samples, row.k), row.pass_at_k);
    check.same('pass^k', passHatK(samples, row.k), row.pass_hat_k);
  },
  'agreement.cohen': (row, check) => {
    const labels = [...new Set<number>([...row.a, ...row.b])].sort((a, b) => a - b);
    const table = agreementTable<number>(row.a, row.b, labels);
    check.same('kappa', cohenKappa(table).kappa, row.kappa);
    for (const weights of ['linear', 'quadratic'] as const) {
      if (weights in row) check.same(weights, cohenKappa(table, weights).kappa, row[weights]);
    }
  },
  'agreement.fleiss': (row, check) => {
    check.same('kappa', fleissKappa(row.counts), row.kappa);
    check.within('published', fleissKappa(row.counts), row.published, 0.0005);
  },
  'agreement.krippendorff': (row, check) => {
    for (const scale of ['nominal', 'ordinal', 'interval', 'ratio'] as const) {
      check.same(scale, krippendorffAlpha(row.data, scale), row[scale]);
    }
  },
  'classification.multiclass': multiclass,
  'classification.binary_scores': (row, check) => {
    const forecasts = row.y.map((actual: number, index: number) => ({
      actual: actual === 1,
      probability: row.score[index],
    }));
    check.same('auroc', areaUnderRoc(forecasts), row.auroc);
    check.same('average precision', averagePrecision(forecasts), row.average_precision);
    check.same('brier', brierScore(forecasts), row.brier);
    check.same('log loss', logLoss(forecasts), row.log_loss);
    check.same('calibration', calibrationError(forecasts), row.ece_10_equal_width);
  },
  'classification.retrieval': (row, check) => {
    const ranked = row.ranked_relevance;
    check.same('ndcg', ndcg(ranked), row.ndcg_linear_gain);
    check.same('ndcg@5', ndcg(ranked, 5), row.ndcg_at_5_linear_gain);
    check.same('mrr', reciprocalRank(ranked), row.mrr);
    check.same('precision@5', precisionAt(ranked, 5), row.precision_at_5);
    check.same('recall@5', recallAt(ranked, 5), row.recall_at_5);
    check.same('average precision', rankedPrecision(ranked), row.average_precision);
  },
  'elo.battles': (battle, check) => check.equal('a battle', (battle as Battle).length, 3),
  'elo.expected': (expected, check, golden) => {
    const ratings = eloRatings(golden.elo?.battles as Battle[]);
    check.equal('players', ratings.size, Object.keys(expected).length);
    for (const [player, rating] of Object.entries(expected)) check.same(player, ratings.get(player), rating as number);
  },
  'json_schema.groups': async (group, check) => {
    for (const { description, data, valid } of group.tests) {
      const value = await valueBy('json_schema', {
        config: { schema: group.schema },
        // A text would be read as JSON: what is graded here is the value.
        output: JSON.stringify(data),
      });
      check.equal(`${group.keyword}, ${group.description}: ${description}`, value === 1, valid);
    }
  },
};

function multiclass(row: Row, check: Check): void {
  const cases = row.y.map((actual: number, index: number) => ({
    actual: String(actual),
    predicted: String(row.pred[index]),
  }));
  const report = classification(cases);
  check.same('accuracy', report.accuracy, row.accuracy);
  check.same('balanced accuracy', report.balancedAccuracy, row.balanced_accuracy);
  check.same('matthews', report.matthews, row.mcc);
  check.equal('confusion', JSON.stringify(report.confusion), JSON.stringify(row.confusion));
  for (const average of ['macro', 'micro', 'weighted'] as const) {
    for (const share of ['precision', 'recall', 'f1'] as const) {
      check.same(`${average} ${share}`, report[average][share], row[average][share]);
    }
  }
}
