import { normalQuantile } from '../distributions/normal.ts';
import type { Count } from '../proportion/count.ts';

/** What a judge said, and how often it was right against human labels. */
export interface JudgedRate {
  readonly positive: Count;
  /** Of cases that humans call positive, how many the judge does too. */
  readonly sensitivity: Count;
  readonly specificity: Count;
}

/** A pass rate corrected for the judge's measured error. */
export interface CorrectedRate {
  /** Not clipped to [0, 1]: an estimate outside says that the calibration does not fit the data. */
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
}

/** Rogan and Gladen's correction with a delta-method interval; `undefined` for a judge no better than chance. */
export function roganGladen(judged: JudgedRate, confidence = 0.95): CorrectedRate | undefined {
  const rate = share(judged.positive);
  const sensitivity = share(judged.sensitivity);
  const specificity = share(judged.specificity);
  const informedness = sensitivity + specificity - 1;
  if (informedness <= 0) return undefined;
  const estimate = (rate + specificity - 1) / informedness;
  const variance =
    (rate * (1 - rate)) / judged.positive.n +
    (estimate ** 2 * sensitivity * (1 - sensitivity)) / judged.sensitivity.n +
    ((1 - estimate) ** 2 * specificity * (1 - specificity)) / judged.specificity.n;
  const error = Math.sqrt(variance) / informedness;
  const half = normalQuantile(0.5 + confidence / 2) * error;
  return { estimate, error, low: estimate - half, high: estimate + half };
}

function share({ successes, n }: Count): number {
  return successes / n;
}
