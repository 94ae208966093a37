import { binomialCdf, binomialMass } from '../distributions/binomial.ts';
import { chiSquareUpper } from '../distributions/chi-square.ts';
import type { PairedTable } from './paired-table.ts';

/** The p-values of McNemar's test in its four forms, and the exact one-sided one for "the candidate is better". */
export interface McNemar {
  readonly exact: number;
  /** The recommended one (Fagerland 2013): exact is conservative. */
  readonly midP: number;
  /** `undefined` when no pair disagrees. */
  readonly chiSquare: number | undefined;
  readonly chiSquareCorrected: number | undefined;
  readonly candidateBetter: number;
}

/** Tests whether the two arms of a table differ. */
export function mcnemar({ onlyBaseline, onlyCandidate }: PairedTable): McNemar {
  const n = onlyBaseline + onlyCandidate;
  if (n === 0) {
    return { exact: 1, midP: 1, chiSquare: undefined, chiSquareCorrected: undefined, candidateBetter: 1 };
  }
  const fair = { n, p: 0.5 };
  const smaller = Math.min(onlyBaseline, onlyCandidate);
  const gap = Math.abs(onlyBaseline - onlyCandidate);
  const twoSided = 2 * binomialCdf(smaller, fair);
  return {
    exact: Math.min(1, twoSided),
    midP: gap === 0 ? 1 : Math.min(1, twoSided - binomialMass(smaller, fair)),
    chiSquare: chiSquareUpper(gap ** 2 / n, 1),
    chiSquareCorrected: chiSquareUpper(Math.max(0, gap - 1) ** 2 / n, 1),
    candidateBetter: binomialCdf(onlyBaseline, fair),
  };
}
