import type { Interval } from '../../statistics/interval.ts';
import type { PairedTable } from '../../statistics/paired-binary/paired-table.ts';
import type { Fieller } from '../../statistics/ratio/fieller.ts';

/** What the data say about the parameter of one condition. */
export interface Evidence {
  readonly interval: Interval;
  /** Whether distances to the bound are measured as differences or as differences of logs. */
  readonly scale: 'linear' | 'log';
  /** Variance of the estimate times n, on that scale, if the parameter were `assumed`. */
  readonly variancePerCase: (assumed: number) => number;
  /** A single rate, whose exact interval has its own sample size. */
  readonly rate?: boolean;
  /** Half-width that remains however many cases there are: the error of a judge's calibration. */
  readonly calibration?: number;
  /** Fewer cases than this bound nothing, whatever they show. */
  readonly fewest?: number;
  readonly table?: PairedTable;
  readonly fieller?: Fieller;
  readonly clusters?: number;
  readonly standardError?: { readonly naive: number; readonly clustered: number };
  /** McNemar's mid-p, beside the table. */
  readonly midP?: number;
  readonly unscored?: number;
}

/** Evidence, or why there is none: the data cannot answer (`invalid`) or the answer is already known (`fail`). */
export type Gathered =
  | { readonly known: true; readonly evidence: Evidence }
  | { readonly known: false; readonly verdict: 'invalid' | 'fail'; readonly reason: string; readonly n: number };

/** The data cannot answer. */
export function invalid(reason: string, n = 0): Gathered {
  return { known: false, verdict: 'invalid', reason, n };
}
