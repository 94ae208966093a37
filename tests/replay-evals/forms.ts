import { join } from 'node:path';
import type { ReplayForm, ReplaySet } from '@sluice/corpus/replay-sets';
import type { EvalResult } from '@sluice/eval';
import { type Comparison, comparePair, compareShares, modelOf, same } from './compare.ts';
import { corpusEvals, runSuite } from './run-suite.ts';
import { type SuiteShape, suiteOf } from './suite-of-set.ts';

/** Runs a set of one form through the product and compares; gives how many samples it ran. */
export type FormRun = (set: ReplaySet, into: Comparison, corpus: string) => Promise<number>;

const recorded = { id: 'recorded', cel: { value: '${ recorded.is_correct }' } };
const numeric = { id: 'numeric', numeric: { expected: '${ row.expected }' } };

/** `aggregates` have no answers that could be run. */
export const forms: Readonly<Record<Exclude<ReplayForm, 'aggregates'>, FormRun>> = {
  async answers(set, into, corpus) {
    const result = await run(set, { scorers: [recorded, numeric] }, corpus);
    compareShares(into, result, set);
    const baseline = modelOf(result.variants[0]?.models ?? {});
    for (const [pair, { both, only_a, only_b, neither }] of Object.entries<Record<string, number>>(
      set.expected.pairs ?? {},
    )) {
      const models = pair.split('|') as [string, string];
      if (!models.includes(baseline) || !models.every((model) => set.outputs.has(model))) continue;
      const cells = [both, only_a, only_b, neither] as [number, number, number, number];
      comparePair(into, result, { scorer: 'recorded', models, cells });
    }
    return samplesOf(result);
  },

  async audited(set, into, corpus) {
    const official = moduleScorer('official', './scorers/official-gsm8k.ts#officialGsm8k');
    const all = await run(set, { scorers: [official, recorded, numeric] }, corpus);
    const filter = '${ row.metadata.contaminated != true }';
    const clean = await run(set, { scorers: [official, recorded], filter }, corpus);
    compareShares(into, all, set);
    for (const [result, golden] of [
      [all, set.expected.all_rows],
      [clean, set.expected.after_decontamination],
    ] as const) {
      const ranked = result.variants.toSorted((a, b) => figureOf(b, 'official') - figureOf(a, 'official'));
      const models = ranked.map((variant) => modelOf(variant.models)) as [string, string];
      same(into, 'strong', [figureOf(ranked[0], 'official'), golden.strong_pct / 100]);
      same(into, 'weak', [figureOf(ranked[1], 'official'), golden.weak_pct / 100]);
      const { both, strong_only, weak_only, neither } = golden.table;
      for (const scorer of ['official', 'recorded']) {
        comparePair(into, result, { scorer, models, cells: [both, strong_only, weak_only, neither] });
      }
    }
    return samplesOf(all) + samplesOf(clean);
  },

  async tasks(set, into, corpus) {
    const correct = moduleScorer('correct', './scorers/bbh-answer.ts#bbhAnswer');
    const result = await run(set, { scorers: [correct, recorded] }, corpus);
    compareShares(into, result, set);
    const { both, cot_only, ao_only, neither } = set.expected.pooled_paired_table_here;
    const models = [...set.outputs.keys()].toSorted((a, b) => Number(b.endsWith('-cot')) - Number(a.endsWith('-cot')));
    const truth = { models: models as [string, string], cells: [both, cot_only, ao_only, neither] } as const;
    for (const scorer of ['correct', 'recorded']) comparePair(into, result, { scorer, ...truth });
    return samplesOf(result);
  },

  async instructions(set, into, corpus) {
    const scorers = ['strict', 'loose'].map((mode) => ({
      id: `prompt_${mode}`,
      cel: { value: `\${ recorded.official.${mode}.all(followed, followed) }` },
    }));
    const result = await run(set, { scorers }, corpus);
    compareShares(into, result, set);
    return samplesOf(result);
  },

  async judges(set, into, corpus) {
    let samples = 0;
    const scorers = (['order_12', 'order_21'] as const).map((order) => ({
      id: order,
      classification: { actual: `\${ recorded.winner.${order} }`, expected: '${ string(row.expected) }' },
    }));
    for (const [subset, golden] of Object.entries<Record<string, JudgeTruth>>(set.expected.subsets)) {
      const filter = `\${ row.metadata.subset == "${subset}" }`;
      const result = await run(set, { scorers, filter }, corpus);
      for (const variant of result.variants) {
        for (const { id } of scorers) {
          const truth = golden[modelOf(variant.models)];
          const what = `${subset} ${variant.name} ${id}`;
          same(into, what, [figureOf(variant, id), truth && truth[`correct_${id}`] / truth.n]);
          const kappa = truth?.kappa_vs_gold_corrected[id];
          same(into, `${what} kappa`, [variant.classifications?.[id]?.kappa, kappa]);
        }
      }
      samples += samplesOf(result);
    }
    return samples;
  },

  async latency(set, into, corpus) {
    let samples = 0;
    for (const [endpoint, path] of set.outputs) {
      // A recording without questions: its own rows stand for the requests.
      const result = await run(set, { scorers: [], dataset: path, models: [endpoint] }, corpus);
      const golden = set.expected.providers[endpoint];
      const variant = result.variants[0];
      same(into, `${endpoint} requests`, [variant?.cases, golden.n_requests]);
      same(into, `${endpoint} errors`, [variant?.failed, golden.n_error]);
      for (const [metric, column, name] of [
        ['latency_p50', 'latency_s', 'p50'],
        ['latency_p90', 'latency_s', 'p90'],
        ['latency_p95', 'latency_s', 'p95'],
        ['latency_p99', 'latency_s', 'p99'],
      ] as const) {
        if (golden[column] === undefined) continue;
        same(into, `${endpoint} ${metric}`, [figureOf(variant, metric), golden[column].recomputed[name]]);
      }
      samples += samplesOf(result);
    }
    return samples;
  },

  async epochs(set, into, corpus) {
    const result = await run(set, { scorers: [recorded], repeat: set.expected.epochs }, corpus);
    compareShares(into, result, set);
    for (const [k, { recomputed }] of Object.entries<{ recomputed: number }>(set.expected.pass_hat_k)) {
      if (k !== '1') same(into, `pass^${k}`, [figureOf(result.variants[0], `pass_hat_${k}`), recomputed]);
    }
    for (const [k, value] of Object.entries<number>(set.expected.pass_at_k)) {
      if (k !== '1') same(into, `pass@${k}`, [figureOf(result.variants[0], `pass_at_${k}`), value]);
    }
    same(into, 'samples', [samplesOf(result), set.outputs.size * set.expected.n_tasks * set.expected.epochs]);
    return samplesOf(result);
  },
};

interface JudgeTruth {
  readonly n: number;
  readonly correct_order_12: number;
  readonly correct_order_21: number;
  readonly kappa_vs_gold_corrected: Readonly<Record<string, number>>;
}

function run(set: ReplaySet, shape: SuiteShape, corpus: string): Promise<EvalResult> {
  return runSuite({ path: join(corpusEvals, `${set.name}.generated.yaml`), text: suiteOf(set, shape), corpus });
}

function moduleScorer(id: string, call: string): Record<string, unknown> {
  return { id, module: { call, with: '${ row.expected }' } };
}

function figureOf(variant: EvalResult['variants'][number] | undefined, metric: string): number {
  return variant?.metrics[metric]?.value ?? Number.NaN;
}

function samplesOf({ variants }: EvalResult): number {
  return variants.reduce((total, { cases }) => total + cases, 0);
}
