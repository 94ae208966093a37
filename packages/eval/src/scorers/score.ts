import type { Labelled } from '../metrics/classification.ts';

/** A value in the scorer's range, or why there is none. Never NaN. */
export type Score =
  | { readonly scored: true; readonly value: number; readonly reason: string; readonly label?: Labelled }
  | { readonly scored: false; readonly why: string };

export function scored(value: number, reason: string): Score {
  if (Number.isNaN(value)) return unscored('the scorer gave no number');
  return { scored: true, value, reason };
}

export function verdict(passed: boolean, reason: string): Score {
  return { scored: true, value: passed ? 1 : 0, reason };
}

export function unscored(why: string): Score {
  return { scored: false, why };
}

/** How a score is kept in records and reports. */
export interface ScoreRecord {
  readonly value: number | null;
  readonly unscored: boolean;
  readonly reason: string;
  /** Of `classification`: what it is and what was said. */
  readonly label?: Labelled;
  /** Present for scorers whose judge costs money. */
  readonly cost_usd?: number | null;
}
