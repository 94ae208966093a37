/** Samples of one case and how many of them are right. */
export interface Samples {
  readonly samples: number;
  readonly correct: number;
}

/** Chance that at least one of k samples is right, unbiased (Chen et al. 2021): 1 - C(n-c, k) / C(n, k). */
export function passAtK({ samples, correct }: Samples, k: number): number {
  demand(samples, k);
  return 1 - chosenShare(samples - correct, samples, k);
}

/** Chance that all of k samples are right (tau-bench's pass^k, Yao et al. 2024): C(c, k) / C(n, k). */
export function passHatK({ samples, correct }: Samples, k: number): number {
  demand(samples, k);
  return chosenShare(correct, samples, k);
}

/** C(part, k) / C(whole, k) as a product, so that nothing overflows. */
function chosenShare(part: number, whole: number, k: number): number {
  if (part < k) return 0;
  let share = 1;
  for (let index = 0; index < k; index += 1) share *= (part - index) / (whole - index);
  return share;
}

function demand(samples: number, k: number): void {
  if (k >= 1 && k <= samples) return;
  throw new RangeError(`k is ${k}: it must be from 1 to the ${samples} samples of a case`);
}
