import { betaCdfAt } from './beta.ts';
import { logGamma } from './gamma.ts';
import { normalQuantile } from './normal.ts';

/** Distribution function of Student's t. */
export function studentTCdf(t: number, degrees: number): number {
  if (t === 0) return 0.5;
  const square = t * t;
  const at = { x: degrees / (degrees + square), complement: square / (degrees + square) };
  const tail = betaCdfAt(at, { a: degrees / 2, b: 0.5 }) / 2;
  return t < 0 ? tail : 1 - tail;
}

/** Quantile of Student's t; `degrees` may be fractional. Newton from Hill's expansion, kept inside a bracket. */
export function studentTQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentTQuantile(1 - p, degrees);
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  let low = Number.NEGATIVE_INFINITY;
  let high = 0;
  let t = expansion(normalQuantile(p), degrees);
  for (let step = 0; step < 300; step += 1) {
    const excess = studentTCdf(t, degrees) - p;
    if (excess > 0) high = t;
    else low = t;
    const newton = t - excess / density(t, degrees);
    const next = newton > low && newton < high ? newton : between(low, high);
    if (Math.abs(next - t) <= 1e-15 * Math.abs(t)) return next;
    t = next;
  }
  return t;
}

function between(low: number, high: number): number {
  return low === Number.NEGATIVE_INFINITY ? 2 * high - 1 : (low + high) / 2;
}

function expansion(z: number, degrees: number): number {
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  return z + g1 / degrees + g2 / degrees ** 2;
}

function density(t: number, degrees: number): number {
  const logConstant = logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * Math.log(degrees * Math.PI);
  return Math.exp(logConstant - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
}
