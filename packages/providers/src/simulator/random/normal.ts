import { seededUnit } from './seeded.ts';

/** A standard normal draw that depends on its parts alone (Box-Muller). */
export function seededNormal(...parts: readonly (string | number)[]): number {
  const radius = 1 - seededUnit(...parts, 'radius');
  const angle = seededUnit(...parts, 'angle');
  return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle);
}

/** The standard normal distribution function (Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8). */
export function normalShareBelow(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return value >= 0 ? 1 - tail : tail;
}
