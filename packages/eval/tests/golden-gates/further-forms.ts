import { decide } from '../../src/gates/decide/decide.ts';
import { verdictOfInterval } from '../../src/gates/decide/verdict-of-interval.ts';
import { varianceComponents } from '../../src/statistics/epochs/variance-components.ts';
import { mean } from '../../src/statistics/mean/moments.ts';
import { tInterval } from '../../src/statistics/mean/t-interval.ts';
import { wilson } from '../../src/statistics/proportion/wilson.ts';
import { quantile } from '../../src/statistics/quantile/quantile.ts';
import { quantileRatio } from '../../src/statistics/quantile/quantile-comparison.ts';
import { costPerSuccess } from '../../src/statistics/ratio/cost-per-success.ts';
import type { Check, Row } from '../golden-stats/check.ts';
import { checkClusters } from '../golden-stats/mean-sections.ts';
import { checkFieller, checkLogDelta } from '../golden-stats/ratio-sections.ts';
import { replaySet } from './replay-set.ts';

/** Scores of instructions, which cluster in prompts; a difference where the key names two models. */
export function checkInstructionClusters(row: Row, check: Check, at: { key: string; corpus: string }): void {
  const set = replaySet(at.corpus, 'ifeval');
  const model = at.key.split(':')[1];
  const [, first = '', second = ''] = /_([^_]+)_minus_([^_]+)$/.exec(at.key) ?? [];
  const [candidate, baseline] = model ? [model, undefined] : [first, second];
  const after = flags(set.outputs(candidate));
  const before = baseline ? flags(set.outputs(baseline)) : after.map((entry) => ({ ...entry, value: 0 }));
  const values = after.map((entry, index) => entry.value - (before[index]?.value ?? 0));
  const clusters = after.map(({ id }) => id);
  checkClusters({ values, clusters, row, check });
  const records = {
    baseline: { scores: before.map(({ value }) => value) },
    candidate: { scores: after.map(({ value }) => value) },
    clusters,
  };
  gateOnClusters(row, check, { records, compared: baseline !== undefined });
}

/** Per-case differences of two prompts over tasks. */
export function checkTaskClusters(row: Row, check: Check, at: { corpus: string }): void {
  const set = replaySet(at.corpus, 'bbh-codex-2022');
  const task = new Map(set.cases().map((entry) => [entry.id, entry.metadata.task as string]));
  const after = new Map(set.outputs('cot').map((output) => [output.id, Number(output.is_correct)]));
  const before = set.outputs('answer-only');
  const baseline = before.map((output) => Number(output.is_correct));
  const candidate = before.map((output) => after.get(output.id) ?? 0);
  const clusters = before.map((output) => task.get(output.id) ?? '');
  const values = candidate.map((value, index) => value - (baseline[index] ?? 0));
  checkClusters({ values, clusters, row, check });
  const records = { baseline: { scores: baseline }, candidate: { scores: candidate }, clusters };
  gateOnClusters(row, check, { records, compared: true });
}

/** A p95 ratio of two recorded endpoints, and its gate at 1.1x. */
export function checkLatency(row: Row, check: Check, at: { corpus: string }): void {
  const set = replaySet(at.corpus, 'llmperf-latency');
  const [baseline, candidate] = [timings(set.outputs(row.baseline)), timings(set.outputs(row.candidate))];
  const succeeded = (arm: ReturnType<typeof timings>) => arm.errors.filter((error) => !error).length;
  check.equal('baseline timings', succeeded(baseline), row.n_baseline);
  check.equal('candidate timings', succeeded(candidate), row.n_candidate);
  check.equal('baseline errors', baseline.errors.length - succeeded(baseline), row.errors_baseline);
  check.equal('candidate errors', candidate.errors.length - succeeded(candidate), row.errors_candidate);
  const paired = baseline.errors.length === candidate.errors.length;
  const condition = { measure: { kind: 'latency', quantile: 0.95 } } as const;
  const ratio = decide(
    { ...condition, comparison: { kind: 'at_most', value: 1.1, of: 'baseline' } },
    { baseline, candidate, paired },
  );
  // The corpus decides by survivors; the rules call fewer than 59 of them no answer.
  const few = Math.min(row.n_baseline, row.n_candidate) < 59;
  const golden = row['gate_p95_at_most_1.1x'];
  check.equal('verdict', ratio.verdict, few ? 'invalid' : golden);
  const times = (arm: ReturnType<typeof timings>) =>
    arm.latencies.map((latency, index) => (arm.errors[index] ? undefined : latency));
  const arms = { baseline: times(baseline), candidate: times(candidate), p: 0.95, paired };
  const bare = quantileRatio(arms, { confidence: 0.9 });
  const comparison = { kind: 'at_most', value: 1.1, of: 'baseline' } as const;
  check.equal('bare verdict', verdictOfInterval({ comparison, direction: 'lower' }, bare), golden);
  check.same('p95 baseline', quantile(present(arms.baseline), 0.95), row.p95_baseline);
  check.same('p95 candidate', quantile(present(arms.candidate), 0.95), row.p95_candidate);
  check.same('ratio', bare.estimate, row.ratio);
  for (const ours of few ? [bare] : [bare, ratio]) {
    check.relative('low', ours.low ?? undefined, row.bootstrap_ci90[0], row.tolerance_relative);
    check.relative('high', ours.high ?? undefined, row.bootstrap_ci90[1], row.tolerance_relative);
  }
}

/** Repeats of one agent: averaged inside a task first. */
export function checkEpochs(row: Row, check: Check, at: { corpus: string }): void {
  const byTask = Map.groupBy(replaySet(at.corpus, 'tau-bench-airline').outputs('gpt-4o-tool-calling'), ({ id }) => id);
  const scores = [...byTask.values()].map((trials) => trials.map((trial) => Number(trial.is_correct)));
  const parts = varianceComponents(scores);
  check.equal('tasks', scores.length, row.n_tasks);
  check.equal('epochs', scores[0]?.length, row.epochs);
  check.same('mean', parts.mean, row.mean);
  check.same('error', parts.error, row.se_question_means);
  const ours = tInterval(scores.map(mean));
  check.ends('t', ours, row.ci95_t);
  const all = scores.flat();
  const naive = wilson({ successes: all.reduce((total, score) => total + score, 0), n: all.length });
  check.ends('the wrong interval', naive, row.wilson95_if_200_independent_wrong);
  const gate = decide(
    { measure: { kind: 'score' }, comparison: { kind: 'at_least', value: 0.3, of: 'absolute' }, confidence: 0.975 },
    { candidate: { scores: scores.map(mean) } },
  );
  check.equal('gate method', gate.method, 't');
  check.ends('gate', { low: gate.low ?? 0, high: gate.high ?? 0 }, row.ci95_t);
}

/** Cost per success of a strong and a cheap model, priced as the golden rule says. */
export function checkCosts(row: Row, check: Check, at: { corpus: string }): void {
  const set = replaySet(at.corpus, 'gsm8k-2024-gpt4-mixtral');
  const prices = /price (\S+) \((\S+)\) and (\S+) \((\S+)\)/.exec(row.rule);
  const arm = (price: string | undefined, model: string | undefined) => {
    const outputs = set.outputs(model ?? '');
    return {
      costs: outputs.map((output) => (output.output_chars / 4 / 1e6) * Number(price)),
      successes: outputs.map((output) => Boolean(output.is_correct)),
    };
  };
  const baseline = arm(prices?.[1], prices?.[2]);
  const candidate = arm(prices?.[3], prices?.[4]);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  check.equal('n', baseline.costs.length, row.n);
  check.same('total A', sum(baseline.costs), row.total_cost_A);
  check.same('total B', sum(candidate.costs), row.total_cost_B);
  check.equal('successes A', baseline.successes.filter(Boolean).length, row.successes_A);
  check.equal('successes B', candidate.successes.filter(Boolean).length, row.successes_B);
  check.same('A', costPerSuccess(baseline), row.cost_per_success_A);
  check.same('B', costPerSuccess(candidate), row.cost_per_success_B);
  const comparison = { kind: 'at_most', value: 0.6, of: 'baseline' } as const;
  const gate = decide(
    { measure: { kind: 'cost-per-success' }, comparison, confidence: 0.975 },
    { baseline, candidate },
  );
  check.equal('verdict', gate.verdict, 'pass');
  check.same('ratio', gate.estimate ?? undefined, row.ratio);
  check.ends('interval', { low: gate.low ?? 0, high: gate.high ?? 0 }, row.ci);
  check.same('error', Math.log((gate.high ?? 0) / (gate.low ?? 1)) / (2 * 1.959963984540054), row.se_log);
  const pair = { baseline: baseline.costs, candidate: candidate.costs };
  checkFieller(pair, row.fieller_mean_cost_ratio, { check, confidence: 0.95 });
  checkLogDelta(pair, row.delta_log_mean_cost_ratio, { check, confidence: 0.95 });
}

function flags(outputs: readonly Row[]): readonly { id: string; value: number }[] {
  return outputs.flatMap((output) =>
    output.official.strict.map((flag: boolean) => ({ id: output.id as string, value: Number(flag) })),
  );
}

function present(values: readonly (number | undefined)[]): readonly number[] {
  return values.filter((value) => value !== undefined);
}

function timings(outputs: readonly Row[]) {
  return {
    latencies: outputs.map((output): number | undefined => output.latency_s ?? undefined),
    errors: outputs.map((output) => output.error_code !== null),
  };
}

function gateOnClusters(
  row: Row,
  check: Check,
  { records, compared }: { records: Parameters<typeof decide>[1]; compared: boolean },
): void {
  const comparison = compared
    ? ({ kind: 'not_worse', margin: 0.02 } as const)
    : ({ kind: 'at_least', value: 0.5, of: 'absolute' } as const);
  const gate = decide({ measure: { kind: 'score' }, comparison }, records);
  check.equal('gate method', gate.method, 'cr1-t');
  check.equal('gate clusters', gate.clusters, row.clusters);
  check.ends('gate', { low: gate.low ?? 0, high: gate.high ?? 0 }, row.ci90_CR1_t_Gm1);
}
