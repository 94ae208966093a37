import {
  type Cost,
  inputTokens,
  outputTokens,
  type Price,
  type PriceBook,
  type UnknownCost,
  type Usage,
} from '@sluice/core';
import { type FoundRates, lookUp, type PriceSources } from './look-up.ts';
import { type PriceOverrides, readOverrides } from './overrides.ts';
import { openPriceData } from './price-data.ts';
import { priceUsage } from './price-usage.ts';

export interface PriceBookOptions {
  /** Prices from the configuration; they win over the table. */
  readonly overrides?: PriceOverrides;
  /** Providers whose name in the configuration is not their vendor's: `{ 'claude-eu': 'anthropic' }`. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** The dated table of prices with the configuration's own. Reads a provider's file when it is first asked for. */
export function priceBook(options: PriceBookOptions = {}): PriceBook {
  const sources: PriceSources = {
    overrides: readOverrides(options.overrides ?? {}),
    data: openPriceData(),
    aliases: options.aliases ?? {},
  };
  return {
    get date() {
      return sources.data.index().date;
    },
    cost: (model, usage, at) => {
      const computed = computedCost(sources, { model, usage, at });
      return usage.billedUsd === undefined ? computed : billedCost(usage.billedUsd, computed);
    },
    find: (model, at) => {
      const found = lookUp(sources, model, at);
      return typeof found === 'string' ? undefined : toPrice(model, found);
    },
  };
}

function billedCost(billedUsd: number, computed: Cost): Cost {
  return {
    known: true,
    nanoUsd: Math.round(billedUsd * 1e9),
    source: 'billed',
    ...(computed.known ? { computedNanoUsd: computed.nanoUsd } : {}),
  };
}

interface Call {
  readonly model: string;
  readonly usage: Usage;
  readonly at: number;
}

function computedCost(sources: PriceSources, call: Call): Cost {
  const found = lookUp(sources, call.model, call.at);
  if (typeof found === 'string') return { known: false, why: 'no-price', detail: found };
  if (isEmpty(call.usage)) return { known: false, why: 'no-usage', detail: 'the answer reports no usage' };
  const nanoUsd = sumWithSubCalls(sources, call, found);
  return typeof nanoUsd === 'number' ? { known: true, nanoUsd: Math.round(nanoUsd), source: found.from } : nanoUsd;
}

/** Calls to other models are priced by those models' own rates, at the same provider. */
function sumWithSubCalls(sources: PriceSources, call: Call, found: FoundRates): number | UnknownCost {
  let sum = priceUsage(call.usage, found);
  const provider = call.model.slice(0, call.model.indexOf('/'));
  for (const sub of call.usage.sub) {
    if (typeof sum !== 'number') return sum;
    const model = `${provider}/${sub.model}`;
    const price = lookUp(sources, model, call.at);
    if (typeof price === 'string') return { known: false, why: 'no-price', detail: price };
    const cost = sumWithSubCalls(sources, { ...call, model, usage: sub.usage }, price);
    sum = typeof cost === 'number' ? sum + cost : cost;
  }
  return sum;
}

function isEmpty(usage: Usage): boolean {
  const fees = Object.keys(usage.requests).length > 0;
  return !fees && inputTokens(usage) === undefined && outputTokens(usage) === undefined;
}

function toPrice(model: string, { rates, model: facts, source, tiers }: FoundRates): Price {
  const { from, hours, source: _, unknownFee, tiers: bySize, input = 0, output = 0, ...others } = rates;
  return {
    model,
    ...others,
    input,
    output,
    ...(bySize === undefined
      ? {}
      : { tiers: bySize.map((tier) => ({ ...tier, input: tier.input ?? 0, output: tier.output ?? 0 })) }),
    ...(tiers.batch === undefined ? {} : { batch: tiers.batch }),
    ...(facts.contextWindow === undefined ? {} : { contextWindow: facts.contextWindow }),
    ...(facts.maxOutput === undefined ? {} : { maxOutput: facts.maxOutput }),
    validFrom: from ?? '1970-01-01',
    source,
  };
}
