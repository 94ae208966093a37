import type { Rates } from './price-file.ts';

/** A price that the configuration sets, in dollars per million tokens. */
export interface PriceOverride extends Rates {
  readonly tiers?: readonly (Rates & { readonly inputAbove: number })[];
  /** Factor on everything for batch calls. */
  readonly batch?: number;
  readonly contextWindow?: number;
  readonly maxOutput?: number;
}

/** By `provider/model`; `*` stands for anything, such as `local/*`. */
export type PriceOverrides = Readonly<Record<string, PriceOverride>>;

export interface Overrides {
  /** The override of a model: its own before a pattern, the longer pattern before the shorter. */
  find(model: string): PriceOverride | undefined;
}

export function readOverrides(overrides: PriceOverrides): Overrides {
  const patterns = Object.entries(overrides)
    .filter(([pattern]) => pattern.includes('*'))
    .sort(([a], [b]) => b.length - a.length)
    .map(([pattern, price]) => ({ expression: toExpression(pattern), price }));
  return {
    find: (model) =>
      Object.hasOwn(overrides, model)
        ? overrides[model]
        : patterns.find(({ expression }) => expression.test(model))?.price,
  };
}

function toExpression(pattern: string): RegExp {
  const literals = pattern.split(/\*+/).map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`);
}
