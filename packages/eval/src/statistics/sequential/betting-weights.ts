/**
 * The predictable plug-in bets of Waudby-Smith and Ramdas (arXiv 2010.09686) for values in [0, 1]: each depends only on
 * the values before it, starting from one imagined observation of mean 1/2 and variance 1/4. Not truncated.
 */
export function bettingWeights(values: readonly number[], alpha: number): Float64Array {
  const weights = new Float64Array(values.length);
  let total = 0.5;
  let squares = 0.25;
  for (const [index, value] of values.entries()) {
    const t = index + 1;
    const variance = squares / t;
    weights[index] = Math.sqrt((2 * Math.log(2 / alpha)) / (t * Math.log(1 + t) * variance));
    total += value;
    squares += (value - total / (t + 1)) ** 2;
  }
  return weights;
}
