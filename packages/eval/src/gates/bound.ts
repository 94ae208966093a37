/** A number with its unit, as gates are written: `2 points`, `80%`, `0.6x`, `4s`, `250 ms`, `0.02 usd`. */
export interface Bound {
  /** In the metric's own unit: fractions, seconds, dollars; a bare factor for `x`. */
  readonly value: number;
  readonly unit: BoundUnit;
}

export type BoundUnit = 'points' | '%' | 'x' | 's' | 'usd';

export const boundPattern = '^\\s*[0-9]+(\\.[0-9]+)?\\s*(points?|%|x|s|ms|usd)\\s*$';

/** `undefined` for a text that is no number with a unit. */
export function parseBound(text: string): Bound | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(points?|%|x|s|ms|usd)\s*$/iu.exec(text);
  if (!match) return undefined;
  const number = Number(match[1]);
  switch (match[2]?.toLowerCase()) {
    case 'point':
    case 'points':
      return { value: number / 100, unit: 'points' };
    case '%':
      return { value: number / 100, unit: '%' };
    case 'x':
      return { value: number, unit: 'x' };
    case 's':
      return { value: number, unit: 's' };
    case 'ms':
      return { value: number / 1000, unit: 's' };
    default:
      return { value: number, unit: 'usd' };
  }
}
