/** One provider's prices as `data/` keeps them. Built by `scripts/build-prices.ts`; never edited by hand. */
export interface PriceFile {
  readonly provider: string;
  /** ISO date of the newest source. */
  readonly date: string;
  /** What each entry's `source` stands for. */
  readonly sources: { readonly [source: string]: string };
  /** Factors on every rate for calls of another tier; a tier that is not here has no known price. */
  readonly tiers?: { readonly [tier: string]: number };
  readonly models: readonly PricedModel[];
}

export interface PricedModel {
  readonly id: string;
  /** Which other names mean this model. */
  readonly match?: MatchRule;
  readonly contextWindow?: number;
  readonly maxOutput?: number;
  /** The last one that applies at a time is the price at that time. */
  readonly prices: readonly DatedRates[];
}

export type MatchRule =
  | { readonly equals: string }
  | { readonly startsWith: string }
  | { readonly endsWith: string }
  | { readonly contains: string }
  | { readonly regex: string }
  | { readonly or: readonly MatchRule[] }
  | { readonly and: readonly MatchRule[] };

/** Dollars per million tokens; an absent rate is unknown, never 0. */
export interface Rates {
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
  readonly inputAudio?: number;
  readonly inputImage?: number;
  readonly outputAudio?: number;
  readonly outputImage?: number;
  readonly reasoning?: number;
  readonly webSearchPerThousand?: number;
}

export interface DatedRates extends Rates {
  /** ISO date; absent: as far back as the source knows. */
  readonly from?: string;
  /** Every day between two times of UTC, `HH:MM` each. */
  readonly hours?: readonly [start: string, end: string];
  readonly source: string;
  /** The whole request is priced by the last tier whose `inputAbove` its prompt exceeds. */
  readonly tiers?: readonly (Rates & { readonly inputAbove: number })[];
  /** A fee beside tokens that usage does not tell: the cost cannot be computed. */
  readonly unknownFee?: string;
}
