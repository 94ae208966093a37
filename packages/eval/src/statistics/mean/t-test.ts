import { studentTCdf } from '../distributions/student-t.ts';
import { moments } from './moments.ts';

/** Student's test of a mean (of paired differences) against 0. */
export interface TTest {
  readonly t: number;
  readonly twoSided: number;
  /** One-sided, for a mean above 0. */
  readonly greater: number;
}

/** Tests a mean against 0. */
export function tTest(values: readonly number[]): TTest {
  const { t, degrees } = statistic(values, 0);
  return { t, twoSided: 2 * studentTCdf(-Math.abs(t), degrees), greater: studentTCdf(-t, degrees) };
}

/** One-sided p-value that the mean is above `-margin`: non-inferiority. */
export function nonInferiorityTest(values: readonly number[], margin: number): number {
  const { t, degrees } = statistic(values, -margin);
  return studentTCdf(-t, degrees);
}

/** Two one-sided tests that the mean lies within `margin` of 0: the larger p-value. */
export function equivalenceTest(values: readonly number[], margin: number): number {
  const upper = statistic(values, margin);
  return Math.max(nonInferiorityTest(values, margin), studentTCdf(upper.t, upper.degrees));
}

function statistic(values: readonly number[], against: number): { t: number; degrees: number } {
  const { n, mean, sd } = moments(values);
  const gap = mean - against;
  const t = gap === 0 ? 0 : gap / (sd / Math.sqrt(n));
  return { t, degrees: n - 1 };
}
