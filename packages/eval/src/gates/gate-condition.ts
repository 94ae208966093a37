import type { Span } from '@sluice/core';
import type { MetricName } from '../metrics/metric-name.ts';
import type { Comparison } from './decide/index.ts';

/** One line under `gates:` (or `watch:`), its units parsed and its names looked up. */
export interface GateCondition {
  /** As a reader would say it: `not_worse category than current by 2 points`. */
  readonly text: string;
  readonly metric: MetricName;
  readonly metricText: string;
  readonly comparison: Comparison;
  /** The variant compared with, where there is a comparison. */
  readonly baseline: string | undefined;
  /** Only this one is gated; absent: every variant but the baseline. */
  readonly variant: string | undefined;
  /** One-sided. */
  readonly confidence: number;
  readonly safety: boolean;
  /** Only cases that have, of each entry, one of its tags. */
  readonly on: readonly (readonly string[])[];
  readonly at: Span;
}
