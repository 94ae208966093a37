import type { Interval } from '../interval.ts';
import type { Count } from '../proportion/count.ts';
import { wilson } from '../proportion/wilson.ts';

/** Newcombe's hybrid score interval for the difference candidate minus baseline of two independent rates. */
export function newcombe(baseline: Count, candidate: Count, confidence = 0.95): Interval {
  const before = wilson(baseline, confidence);
  const after = wilson(candidate, confidence);
  const estimate = after.estimate - before.estimate;
  return {
    estimate,
    low: estimate - Math.hypot(after.estimate - after.low, before.high - before.estimate),
    high: estimate + Math.hypot(after.high - after.estimate, before.estimate - before.low),
    confidence,
    method: 'newcombe',
    n: baseline.n + candidate.n,
  };
}
