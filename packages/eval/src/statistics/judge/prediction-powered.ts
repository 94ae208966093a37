import { normalQuantile } from '../distributions/normal.ts';
import { mean } from '../mean/moments.ts';

/** Human labels and the judge's scores: of the labelled cases, in the same order, and of all the others. */
export interface LabelledScores {
  readonly labels: readonly number[];
  readonly judged: readonly number[];
  readonly unlabelled: readonly number[];
}

/** A mean estimated from both. */
export interface PredictionPowered {
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  /** How far the judge was believed: 1 is plain prediction-powered inference, 0 uses the labels alone. */
  readonly weight: number;
}

/** Prediction-powered inference of a mean: the judge's mean, corrected by its mean error on the labelled cases. */
export function predictionPowered(of: LabelledScores, confidence = 0.95): PredictionPowered {
  return weighted(of, { weight: 1, confidence });
}

/** PPI++: believes the judge as far as it lowers the variance. */
export function tunedPredictionPowered(of: LabelledScores, confidence = 0.95): PredictionPowered {
  const { labels, judged, unlabelled } = of;
  const [labelMean, judgedMean] = [mean(labels), mean(judged)];
  const covariance = mean(labels.map((label, index) => (label - labelMean) * ((judged[index] ?? 0) - judgedMean)));
  const spread = variance([...judged, ...unlabelled]);
  const best = spread > 0 ? covariance / ((1 + labels.length / unlabelled.length) * spread) : 0;
  return weighted(of, { weight: Math.max(0, Math.min(1, best)), confidence });
}

function weighted(
  { labels, judged, unlabelled }: LabelledScores,
  { weight, confidence }: { readonly weight: number; readonly confidence: number },
): PredictionPowered {
  const corrections = labels.map((label, index) => label - weight * (judged[index] ?? 0));
  const estimate = weight * mean(unlabelled) + mean(corrections);
  const error = Math.sqrt(
    (weight ** 2 * variance(unlabelled)) / unlabelled.length + variance(corrections) / labels.length,
  );
  const half = normalQuantile(0.5 + confidence / 2) * error;
  return { estimate, error, low: estimate - half, high: estimate + half, weight };
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}
