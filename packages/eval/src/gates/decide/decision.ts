import type { IntervalMethod } from '../../statistics/interval.ts';
import type { PairedTable } from '../../statistics/paired-binary/paired-table.ts';
import type { Fieller } from '../../statistics/ratio/fieller.ts';

/** The four answers of a condition or a gate. */
export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'invalid';

/** What one condition came to, with everything a report must show of it. */
export interface Decision {
  readonly verdict: Verdict;
  /** Candidate minus baseline, candidate over baseline, or the candidate's own level; `null` where there is none. */
  readonly estimate: number | null;
  /** The ends of the two-sided interval at `1 - 2 * (1 - confidence)`; infinite where the data bound one side only. */
  readonly low: number | null;
  readonly high: number | null;
  /** On the scale of the estimate; for `within` the positive one of the two. */
  readonly bound: number;
  /** One-sided. */
  readonly confidence: number;
  readonly method: IntervalMethod | 'none';
  /** Cases (pairs, where paired) behind the estimate. */
  readonly n: number;
  /** Further cases for an 80 % chance of an answer, if the truth is as estimated; `null` when decided or hopeless. */
  readonly needed: number | null;
  /** The same if the arms were truly equal. */
  readonly neededIfNoDifference?: number;
  /** Why, in a sentence; empty when the interval speaks for itself. */
  readonly reason: string;
  /** The smallest difference (or, of ratios, factor) from the bound that this n shows 4 times in 5. */
  readonly detectable?: number;
  readonly table?: PairedTable;
  /** McNemar's mid-p two-sided p-value, beside the table. */
  readonly midP?: number;
  /** Of a clustered mean, as if cases were independent and by cluster. */
  readonly standardError?: { readonly naive: number; readonly clustered: number };
  /** Of the ratio of mean costs, beside the log-delta interval of a cost ratio. */
  readonly fieller?: Fieller;
  readonly clusters?: number;
  /** Cases left out because a score is missing. */
  readonly unscored?: number;
}
