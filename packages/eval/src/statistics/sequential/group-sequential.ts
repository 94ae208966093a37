import { normalCdf, normalDensity, normalQuantile } from '../distributions/normal.ts';
import { gaussLegendre } from './gauss-legendre.ts';

/** A plan for a known number of looks at equally spaced sizes. */
export interface LookPlan {
  readonly kind: 'obrien-fleming' | 'pocock';
  readonly looks: number;
  /** One-sided, over all looks together. */
  readonly alpha: number;
}

/** The one-sided critical value of each look. */
export function criticalValues({ kind, looks, alpha }: LookPlan): readonly number[] {
  const at = (constant: number) =>
    Array.from({ length: looks }, (_, index) =>
      kind === 'pocock' ? constant : constant * Math.sqrt(looks / (index + 1)),
    );
  const spent = (constant: number) => crossingProbabilities(at(constant)).reduce((total, chance) => total + chance, 0);
  return at(decreasingRoot(spent, alpha));
}

/** The one-sided level each look of a plan may use. */
export function lookLevels(plan: LookPlan): readonly number[] {
  return criticalValues(plan).map((value) => normalCdf(-value));
}

/** `spend half each time`: look k (from 1) uses alpha / 2^k, whatever the sizes and however many looks follow. */
export function halvedLevel(alpha: number, look: number): number {
  return alpha / 2 ** look;
}

/** Critical values that spend alpha as Lan and DeMets' O'Brien-Fleming-like function says, at equally spaced sizes. */
export function spendingCriticalValues(looks: number, alpha: number): readonly number[] {
  const values: number[] = [];
  let before = 0;
  for (let look = 1; look <= looks; look += 1) {
    const total = spentBy(look / looks, alpha);
    const target = total - before;
    const here = (value: number) => crossingProbabilities([...values, value])[look - 1] ?? 0;
    values.push(decreasingRoot(here, target));
    before = total;
  }
  return values;
}

/** Alpha spent by the O'Brien-Fleming-like function at a share of the information. */
export function spentBy(share: number, alpha: number): number {
  return 2 * normalCdf(-normalQuantile(1 - alpha / 2) / Math.sqrt(share));
}

/** Chance of first crossing at each look under the null (Armitage, McPherson and Rowe's recursion). */
export function crossingProbabilities(critical: readonly number[]): readonly number[] {
  const chances: number[] = [];
  // The sum of k standard normal steps, at the nodes of a quadrature below the last boundary.
  let paths: { nodes: Float64Array; masses: Float64Array } = {
    nodes: new Float64Array([0]),
    masses: new Float64Array([1]),
  };
  for (const [index, value] of critical.entries()) {
    const scale = Math.sqrt(index + 1);
    const boundary = value * scale;
    const previous = paths;
    chances.push(fold(previous, (node) => normalCdf(node - boundary)));
    const { nodes, weights } = gaussLegendre(64, -8 * scale, boundary);
    const masses = nodes.map(
      (node, place) => (weights[place] ?? 0) * fold(previous, (from) => normalDensity(node - from)),
    );
    paths = { nodes, masses };
  }
  return chances;
}

function fold(
  { nodes, masses }: { readonly nodes: Float64Array; readonly masses: Float64Array },
  value: (node: number) => number,
): number {
  let total = 0;
  for (const [index, node] of nodes.entries()) total += (masses[index] ?? 0) * value(node);
  return total;
}

function decreasingRoot(chance: (value: number) => number, target: number): number {
  let low = 0;
  let high = 12;
  while (high - low > 1e-11) {
    const middle = (low + high) / 2;
    if (chance(middle) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
