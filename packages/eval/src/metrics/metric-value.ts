import type { Interval } from '../statistics/index.ts';

/** A number with its interval as reports and the JSON result show it, or why there is none. */
export type MetricValue = KnownMetric | UnknownMetric;

export interface KnownMetric {
  readonly value: number;
  /** `null` where the data bound only the other side. */
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly method: string;
  readonly unit: MetricUnit;
  /** Of times: where they come from. */
  readonly source?: 'fresh' | 'recorded' | 'cached';
}

export interface UnknownMetric {
  readonly value: null;
  readonly unknown: string;
  readonly unit: MetricUnit;
}

export type MetricUnit = 'rate' | 'score' | 's' | 'usd' | 'tokens';

export function knownMetric(interval: Interval, unit: MetricUnit): KnownMetric {
  return {
    value: interval.estimate,
    low: Number.isFinite(interval.low) ? interval.low : null,
    high: Number.isFinite(interval.high) ? interval.high : null,
    n: interval.n,
    method: interval.method,
    unit,
  };
}

export function unknownMetric(unknown: string, unit: MetricUnit): UnknownMetric {
  return { value: null, unknown, unit };
}
