/** A yes/no case and the stated probability of yes. */
export interface Forecast {
  readonly actual: boolean;
  readonly probability: number;
}

/** Area under the ROC curve: how often a yes is stated above a no, ties half. `undefined` without both. */
export function areaUnderRoc(forecasts: readonly Forecast[]): number | undefined {
  const yes = forecasts.filter(({ actual }) => actual);
  const no = forecasts.filter(({ actual }) => !actual);
  if (yes.length === 0 || no.length === 0) return undefined;
  let above = 0;
  for (const { probability } of yes) {
    for (const other of no) above += (Math.sign(probability - other.probability) + 1) / 2;
  }
  return above / (yes.length * no.length);
}

/** Precision at each threshold weighted by the recall that it adds. `undefined` without a yes. */
export function averagePrecision(forecasts: readonly Forecast[]): number | undefined {
  const all = forecasts.filter(({ actual }) => actual).length;
  if (all === 0) return undefined;
  const thresholds = [...new Set(forecasts.map(({ probability }) => probability))].sort((a, b) => b - a);
  let area = 0;
  let before = 0;
  for (const threshold of thresholds) {
    const said = forecasts.filter(({ probability }) => probability >= threshold);
    const right = said.filter(({ actual }) => actual).length;
    area += ((right - before) / all) * (right / said.length);
    before = right;
  }
  return area;
}

/** Mean squared error of the stated probabilities, 0 (best) to 1. */
export function brierScore(forecasts: readonly Forecast[]): number {
  return mean(forecasts.map(({ actual, probability }) => (probability - Number(actual)) ** 2));
}

/** Mean negative log of the probability of what happened, in nats; stated 0 and 1 are moved in by 1e-15. */
export function logLoss(forecasts: readonly Forecast[]): number {
  return mean(
    forecasts.map(({ actual, probability }) => {
      const stated = Math.min(1 - 1e-15, Math.max(1e-15, probability));
      return -Math.log(actual ? stated : 1 - stated);
    }),
  );
}

/** Expected calibration error over bins of equal width (left-closed, 1 in the last): the mean gap of stated and observed. */
export function calibrationError(forecasts: readonly Forecast[], bins = 10): number {
  const sums = Array.from({ length: bins }, () => ({ stated: 0, observed: 0 }));
  for (const { actual, probability } of forecasts) {
    const bin = sums[Math.min(bins - 1, Math.floor(probability * bins))];
    if (bin === undefined) continue;
    bin.stated += probability;
    bin.observed += Number(actual);
  }
  return sums.reduce((total, { stated, observed }) => total + Math.abs(stated - observed), 0) / forecasts.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
