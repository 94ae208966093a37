import { betaCdfAt } from './beta.ts';
import { logGamma } from './gamma.ts';
import { normalCdf } from './normal.ts';

/** The noncentral t distribution of a power calculation. */
export interface NoncentralT {
  readonly degrees: number;
  readonly noncentrality: number;
}

/** Distribution function for `t >= 0` and a noncentrality up to about 35 (Lenth, AS 243). */
export function noncentralTCdf(t: number, { degrees, noncentrality }: NoncentralT): number {
  const at = { x: (t * t) / (t * t + degrees), complement: degrees / (t * t + degrees) };
  const lambda = (noncentrality * noncentrality) / 2;
  let total = normalCdf(-noncentrality);
  let remaining = 1;
  for (let j = 0; j < 5000; j += 1) {
    const even = Math.exp(-lambda + j * Math.log(lambda) - logGamma(j + 1));
    const odd = (noncentrality / Math.SQRT2) * Math.exp(-lambda + j * Math.log(lambda) - logGamma(j + 1.5));
    const evenTerm = betaCdfAt(at, { a: j + 0.5, b: degrees / 2 });
    total += 0.5 * (even * evenTerm + odd * betaCdfAt(at, { a: j + 1, b: degrees / 2 }));
    remaining -= even;
    if (j > lambda && Math.abs(remaining) * evenTerm < 1e-14) break;
  }
  return Math.min(1, total);
}
