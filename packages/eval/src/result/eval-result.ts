import type { MetricValue } from '../metrics/metric-value.ts';
import type { PairedTable } from '../statistics/index.ts';
import type { ClassificationResult } from './classification-result.ts';

/**
 * What `sluice eval --json` prints: a contract. Rates and differences are fractions (0.02 is 2 points),
 * times seconds, money dollars. Reports in every format show these numbers and no others.
 */
export interface EvalResult {
  readonly schema: 'sluice/eval/v1';
  readonly run: string;
  readonly eval: string;
  readonly created_at: string;
  readonly status: 'complete' | 'incomplete';
  /** Why it is incomplete. */
  readonly stopped?: 'budget' | 'provider' | 'interrupted';
  readonly dataset: { readonly hash: string; readonly cases: number; readonly files: readonly string[] };
  readonly verdict: GateVerdictName;
  readonly baseline: string | null;
  readonly repeat: number;
  readonly seed: number;
  /** Ids of the scorers, in the file's order. */
  readonly scorers: readonly string[];
  readonly variants: readonly VariantResult[];
  readonly comparisons: readonly ComparisonResult[];
  readonly gates: readonly GateResult[];
  readonly watch: readonly GateResult[];
  readonly changed: readonly ChangedCase[];
  readonly reused: { readonly calls: number; readonly saved_usd: number | null };
  readonly spent_usd: number | null;
  readonly hashes: {
    readonly eval: string;
    readonly plans: { readonly [variant: string]: string };
    readonly prices: string;
  };
  readonly notes: readonly string[];
}

export type GateVerdictName = 'pass' | 'fail' | 'inconclusive' | 'invalid' | 'none';

export interface VariantResult {
  readonly name: string;
  readonly models: { readonly [alias: string]: string };
  /** Samples: cases times repeats. */
  readonly cases: number;
  /** Whose pipeline came to an end. */
  readonly succeeded: number;
  /** Whose pipeline failed. */
  readonly failed: number;
  /** With at least one score that has no value. */
  readonly unscored: number;
  readonly metrics: { readonly [name: string]: MetricValue };
  readonly usage: { readonly input_tokens: number | null; readonly output_tokens: number | null };
  /** The pipelines' calls at what they cost when they were made. */
  readonly cost_usd: number | null;
  readonly judge_cost_usd: number | null;
  readonly errors: { readonly [type: string]: number };
  /** By scorer of that kind. */
  readonly classifications?: { readonly [scorer: string]: ClassificationResult };
}

export interface ComparisonResult {
  readonly metric: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly n: number;
  readonly difference: {
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly confidence: number;
    readonly method: string;
  };
  readonly p_value: number | null;
  readonly table?: {
    readonly both: number;
    readonly only_baseline: number;
    readonly only_candidate: number;
    readonly neither: number;
  };
}

export interface GateResult {
  readonly condition: string;
  readonly variant: string | null;
  readonly verdict: Exclude<GateVerdictName, 'none'>;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly bound: number;
  /** Of the estimate, its interval and the bound. A point and a per cent are 0.01. */
  readonly unit: 'points' | '%' | 'x' | 's' | 'usd';
  readonly confidence: number;
  readonly method: string;
  readonly n: number;
  readonly needed: number | null;
  readonly needed_if_equal?: number;
  readonly reason: string;
  /** Of a watched condition: whether it is broken, at a false-discovery rate of 10 % over the watch list. */
  readonly broken?: boolean;
  /** `file:line:column` of the condition. */
  readonly at: string;
}

/** A case whose success (or, without one, whose first score) differs between the baseline and a candidate. */
export interface ChangedCase {
  readonly case: string;
  readonly candidate: string;
  readonly change: 'improved' | 'regressed';
  readonly metric: string;
}

export function tableOf(table: PairedTable): NonNullable<ComparisonResult['table']> {
  return {
    both: table.both,
    only_baseline: table.onlyBaseline,
    only_candidate: table.onlyCandidate,
    neither: table.neither,
  };
}
