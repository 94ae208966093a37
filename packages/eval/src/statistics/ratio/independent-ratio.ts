import { normalQuantile } from '../distributions/normal.ts';
import type { Interval } from '../interval.ts';
import { mean } from '../mean/moments.ts';
import { type ArmCosts, costPerSuccess } from './cost-per-success.ts';
import { linearisedError } from './influence-interval.ts';

/** A positive estimate of one arm with the standard error of its logarithm. */
export interface LogEstimate {
  readonly estimate: number;
  readonly error: number;
  readonly n: number;
}

/** Candidate over baseline where the arms saw different cases: the variances of the logs add. */
export function independentRatio(baseline: LogEstimate, candidate: LogEstimate, confidence = 0.95): Interval {
  const half = normalQuantile(0.5 + confidence / 2) * Math.hypot(baseline.error, candidate.error);
  const estimate = candidate.estimate / baseline.estimate;
  return {
    estimate,
    low: estimate * Math.exp(-half),
    high: estimate * Math.exp(half),
    confidence,
    method: 'log-delta',
    n: baseline.n + candidate.n,
  };
}

/** The mean of positive numbers, as a log estimate. */
export function logMean(values: readonly number[]): LogEstimate {
  const estimate = mean(values);
  const effects = values.map((value) => value / estimate);
  return { estimate, error: linearisedError({ estimate, effects, scale: 'log' }), n: values.length };
}

/** Cost per success, as a log estimate. */
export function logCostPerSuccess(arm: ArmCosts): LogEstimate {
  const estimate = costPerSuccess(arm);
  const [cost, success] = [mean(arm.costs), mean(arm.successes.map(Number))];
  const effects = arm.costs.map((value, index) => value / cost - Number(arm.successes[index] ?? 0) / success);
  return { estimate, error: linearisedError({ estimate, effects, scale: 'log' }), n: effects.length };
}
