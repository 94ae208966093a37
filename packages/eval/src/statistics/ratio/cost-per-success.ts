import type { ClusterId } from '../clusters/cluster-robust.ts';
import type { Interval } from '../interval.ts';
import { mean } from '../mean/moments.ts';
import { type Linearised, linearisedInterval } from './influence-interval.ts';

/** What one arm spent on each case (USD, failures included) and whether it succeeded: a share where repeats were averaged. */
export interface ArmCosts {
  readonly costs: readonly number[];
  readonly successes: readonly (boolean | number)[];
}

/** The same cases under both arms, in the same order. */
export interface PairedCosts {
  readonly baseline: ArmCosts;
  readonly candidate: ArmCosts;
  readonly clusters?: readonly ClusterId[] | undefined;
}

/** All money spent over the successes: infinite when nothing succeeded. */
export function costPerSuccess({ costs, successes }: ArmCosts): number {
  return mean(costs) / mean(successes.map(Number));
}

/** Cost per success of one arm with its interval (delta method on the log). */
export function costPerSuccessInterval(
  arm: ArmCosts & { readonly clusters?: readonly ClusterId[] | undefined },
  confidence = 0.95,
): Interval {
  const effects = logEffects(arm);
  return linearisedInterval(
    { estimate: costPerSuccess(arm), effects, scale: 'log', clusters: arm.clusters },
    confidence,
  );
}

/** Ratio candidate over baseline of cost per success: delta method on the log with the full 4x4 covariance. */
export function costPerSuccessRatio(pair: PairedCosts, confidence = 0.95): Interval {
  return linearisedInterval(linearisedCostPerSuccessRatio(pair), confidence);
}

/** The linearised ratio, for its standard error. */
export function linearisedCostPerSuccessRatio(pair: PairedCosts): Linearised {
  const before = logEffects(pair.baseline);
  const after = logEffects(pair.candidate);
  return {
    estimate: costPerSuccess(pair.candidate) / costPerSuccess(pair.baseline),
    effects: after.map((effect, index) => effect - (before[index] ?? 0)),
    scale: 'log',
    clusters: pair.clusters,
  };
}

/** Difference candidate minus baseline of cost per success, USD: delta method with the full covariance. */
export function costPerSuccessDifference(pair: PairedCosts, confidence = 0.95): Interval {
  const before = costPerSuccess(pair.baseline);
  const after = costPerSuccess(pair.candidate);
  const beforeEffects = logEffects(pair.baseline);
  const effects = logEffects(pair.candidate).map(
    (effect, index) => effect * after - (beforeEffects[index] ?? 0) * before,
  );
  return linearisedInterval(
    { estimate: after - before, effects, scale: 'linear', clusters: pair.clusters },
    confidence,
  );
}

function logEffects({ costs, successes }: ArmCosts): readonly number[] {
  const cost = mean(costs);
  const success = mean(successes.map(Number));
  return costs.map((value, index) => value / cost - Number(successes[index] ?? 0) / success);
}
