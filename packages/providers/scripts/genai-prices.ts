import { type ConditionalPrice, findProvider, type MatchLogic, type ModelPrice } from '@pydantic/genai-prices';
import type { DatedRates, MatchRule, PricedModel, Rates } from '../src/prices/price-file.ts';

/** A provider's models with their history, dates, tiers and fees. */
export function historicPrices(providerId: string): readonly PricedModel[] {
  const provider = findProvider({ providerId });
  if (provider === undefined) throw new Error(`@pydantic/genai-prices knows no provider ${providerId}`);
  return provider.models.map((model) => ({
    id: model.id.toLowerCase(),
    match: toRule(model.match),
    ...(model.context_window === undefined ? {} : { contextWindow: model.context_window }),
    prices: conditional(model.prices).flatMap((price) => toDated(price, model.id)),
  }));
}

function conditional(prices: ConditionalPrice[] | ModelPrice): readonly ConditionalPrice[] {
  return Array.isArray(prices) ? (prices as ConditionalPrice[]) : [{ prices }];
}

function toRule(logic: MatchLogic): MatchRule {
  if ('or' in logic) return { or: logic.or.map(toRule) };
  if ('and' in logic) return { and: logic.and.map(toRule) };
  if ('starts_with' in logic) return { startsWith: logic.starts_with.toLowerCase() };
  if ('ends_with' in logic) return { endsWith: logic.ends_with.toLowerCase() };
  if ('contains' in logic) return { contains: logic.contains.toLowerCase() };
  return 'regex' in logic ? logic : { equals: logic.equals.toLowerCase() };
}

function toDated({ constraint, prices }: ConditionalPrice, id: string): readonly DatedRates[] {
  // No price at all stands for a model without one, but for those that say that they are free.
  const given = id.endsWith(':free') && Object.keys(prices).length === 0 ? { input_mtok: 0, output_mtok: 0 } : prices;
  const rates = ratesAt(given, 0);
  if (Object.keys(rates).length === 0) return [];
  const tiers = tierStarts(given).map((start) => ({ inputAbove: start, ...ratesAt(given, start + 1) }));
  return [
    {
      ...(constraint?.type === 'start_date' ? { from: constraint.start_date } : {}),
      ...(constraint?.type === 'time_of_date' ? { hours: hoursOf(constraint) } : {}),
      ...rates,
      source: 'genai-prices',
      ...(tiers.length === 0 ? {} : { tiers }),
      ...('requests_kcount' in given ? { unknownFee: 'a fee for each request, by how much it searched' } : {}),
    },
  ];
}

function hoursOf({ start_time, end_time }: { start_time: string; end_time: string }): readonly [string, string] {
  return [start_time.slice(0, 5), end_time.slice(0, 5)];
}

const names: readonly (readonly [theirs: string, ours: keyof Rates])[] = [
  ['input_mtok', 'input'],
  ['output_mtok', 'output'],
  ['cache_read_mtok', 'cacheRead'],
  ['cache_write_mtok', 'cacheWrite5m'],
  ['cache_write_1h_mtok', 'cacheWrite1h'],
  ['input_audio_mtok', 'inputAudio'],
  ['input_image_mtok', 'inputImage'],
  ['output_audio_mtok', 'outputAudio'],
  ['output_image_mtok', 'outputImage'],
  ['output_reasoning_mtok', 'reasoning'],
  ['web_searches_kcount', 'webSearchPerThousand'],
];

/** The rates of a prompt of so many tokens. */
function ratesAt(prices: ModelPrice, tokens: number): Rates {
  const rates: Partial<Record<keyof Rates, number>> = {};
  for (const [theirs, ours] of names) {
    const price = prices[theirs];
    if (price === undefined) continue;
    rates[ours] = typeof price === 'number' ? price : tiered(price, tokens);
  }
  return rates;
}

interface Tiered {
  readonly base: number;
  readonly tiers: readonly { readonly start: number; readonly price: number }[];
}

function tiered({ base, tiers }: Tiered, tokens: number): number {
  return tiers.findLast(({ start }) => tokens > start)?.price ?? base;
}

function tierStarts(prices: ModelPrice): readonly number[] {
  const starts = Object.values(prices).flatMap((price) =>
    typeof price === 'object' ? price.tiers.map(({ start }) => start) : [],
  );
  return [...new Set(starts)].sort((a, b) => a - b);
}
