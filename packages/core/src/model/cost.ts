import type { Usage } from './usage.ts';

/** What a call cost, in whole nano-dollars (1e-9 USD), or why that is not known. Never 0 for unknown. */
export type Cost = KnownCost | UnknownCost;

export interface KnownCost {
  readonly known: true;
  readonly nanoUsd: number;
  /** `billed`: the provider's own figure wins; `recorded`: kept with a recording. */
  readonly source: 'billed' | 'table' | 'override' | 'recorded';
  /** The table's figure, kept beside a billed one. */
  readonly computedNanoUsd?: number;
}

export interface UnknownCost {
  readonly known: false;
  readonly why: 'no-price' | 'no-usage' | 'unpriced-bucket' | 'not-recorded';
  readonly detail: string;
}

/** Prices by model and date; the runner asks, providers never do. */
export interface PriceBook {
  /** ISO date of the newest entry. */
  readonly date: string;
  /** `model` is `provider/name`; `at` is the request's time in ms since 1970. */
  cost(model: string, usage: Usage, at: number): Cost;
  find(model: string, at: number): Price | undefined;
}

/** Dollars per million tokens, valid from a date. */
export interface Price {
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
  readonly inputAudio?: number;
  readonly inputImage?: number;
  readonly outputAudio?: number;
  readonly outputImage?: number;
  readonly reasoning?: number;
  /** The whole request is priced by the last tier whose `inputAbove` its prompt exceeds. */
  readonly tiers?: readonly (Omit<Price, 'model' | 'tiers' | 'validFrom' | 'source'> & {
    readonly inputAbove: number;
  })[];
  /** Factor on everything for batch calls. */
  readonly batch?: number;
  readonly contextWindow?: number;
  readonly maxOutput?: number;
  /** Dollars per thousand requests. */
  readonly webSearchPerThousand?: number;
  readonly validFrom: string;
  readonly source: string;
}

export function usdOf(cost: Cost): number | null {
  return cost.known ? cost.nanoUsd / 1e9 : null;
}

/** The sum; unknown as soon as one part is unknown. */
export function addCosts(costs: readonly Cost[]): Cost {
  let nanoUsd = 0;
  for (const cost of costs) {
    if (!cost.known) return cost;
    nanoUsd += cost.nanoUsd;
  }
  return { known: true, nanoUsd, source: 'table' };
}
