import type { ClusterId } from '../../statistics/clusters/cluster-robust.ts';

/**
 * A case's score: its mean over the repeats. `unscored` when the scorer had no answer (left out of means; above 5 % the
 * gate is invalid), `inapplicable` when the scorer's `when` was false (left out, not counted as missing). A case whose
 * pipeline failed carries the minimum of the score's range instead.
 */
export type CaseScore = number | 'unscored' | 'inapplicable';

/** What one arm did, case by case. Only the arrays a condition reads are needed; all are parallel. */
export interface ArmRecords {
  readonly scores?: readonly CaseScore[];
  /** USD, failures included; `undefined`: not recorded, which is never 0. */
  readonly costs?: readonly (number | undefined)[];
  /** What `success` of the suite says; false where a score is missing; a share where repeats were averaged. */
  readonly successes?: readonly (boolean | number)[];
  /**
   * Seconds; `undefined` for a case that failed. Beside `errors`, a case that did not fail and has no time makes the
   * answer invalid; without `errors` the caller vouches that what is `undefined` may be left out.
   */
  readonly latencies?: readonly (number | undefined)[];
  /** True where the pipeline failed; a share where repeats were averaged (its times are then of those that did not). */
  readonly errors?: readonly (boolean | number)[];
}

/** The evidence of a gate: index i is the same case in every array of both arms (unless `paired` is false). */
export interface CaseRecords {
  readonly baseline?: ArmRecords;
  readonly candidate: ArmRecords;
  /** Parallel to the cases; absent when cases are independent. */
  readonly clusters?: readonly ClusterId[];
  /** False when the arms saw different cases; default true. */
  readonly paired?: boolean;
  /** What the caller found that makes any answer invalid: ids, inputs or scorer versions that differ, stale times. */
  readonly problems?: readonly string[];
}
