import { logGamma } from './gamma.ts';
import { normalQuantile } from './normal.ts';

/** The two shape parameters of a beta distribution, both above 0. */
export interface BetaShape {
  readonly a: number;
  readonly b: number;
}

/** Distribution function of the beta distribution: the regularised incomplete beta function. */
export function betaCdf(x: number, shape: BetaShape): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return betaCdfAt({ x, complement: 1 - x }, shape);
}

/**
 * The same from `x` and `1 - x`, both given exactly, so that neither tail loses digits.
 * Lentz's continued fraction on the side where it converges.
 */
export function betaCdfAt(at: { readonly x: number; readonly complement: number }, shape: BetaShape): number {
  const { x, complement } = at;
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  const front = Math.exp(logFront(at, shape));
  if (x < (shape.a + 1) / (shape.a + shape.b + 2)) return (front * fraction(x, shape)) / shape.a;
  return 1 - (front * fraction(complement, { a: shape.b, b: shape.a })) / shape.b;
}

/**
 * Quantile of the beta distribution: safeguarded Newton on the logit of `x`, so that values near 0 and 1 keep their
 * relative accuracy.
 */
export function betaQuantile(p: number, shape: BetaShape): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  let low = -745;
  let high = 745;
  let logit = startingLogit(p, shape);
  for (let step = 0; step < 200; step += 1) {
    const at = fromLogit(logit);
    const excess = betaCdfAt(at, shape) - p;
    if (excess > 0) high = logit;
    else low = logit;
    // The density on the logit scale is x^a (1-x)^b / B(a, b).
    const slope = Math.exp(logFront(at, shape));
    const newton = logit - excess / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - logit) <= 1e-15 * Math.max(1, Math.abs(logit))) return fromLogit(next).x;
    logit = next;
  }
  return fromLogit(logit).x;
}

function fromLogit(logit: number): { readonly x: number; readonly complement: number } {
  const small = Math.exp(-Math.abs(logit));
  const near = 1 / (1 + small);
  return logit < 0 ? { x: small * near, complement: near } : { x: near, complement: small * near };
}

function startingLogit(p: number, { a, b }: BetaShape): number {
  const mean = a / (a + b);
  const spread = Math.sqrt(1 / a + 1 / b);
  return Math.max(-700, Math.min(700, Math.log(mean / (1 - mean)) + normalQuantile(p) * spread));
}

function logFront(at: { readonly x: number; readonly complement: number }, { a, b }: BetaShape): number {
  const logX = at.x > 0.5 ? Math.log1p(-at.complement) : Math.log(at.x);
  const logComplement = at.complement > 0.5 ? Math.log1p(-at.x) : Math.log(at.complement);
  return logGamma(a + b) - logGamma(a) - logGamma(b) + a * logX + b * logComplement;
}

function fraction(x: number, { a, b }: BetaShape): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 20_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 3e-16) break;
  }
  return h;
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
