import { sumKnown, type UnknownCost, type Usage } from '@sluice/core';
import type { FoundRates } from './look-up.ts';
import type { Rates } from './price-file.ts';

/** What the buckets of one call cost without its sub-calls, in nano-dollars (not rounded), or why that is not known. */
export function priceUsage(usage: Usage, found: FoundRates): number | UnknownCost {
  const factor = tierFactor(usage, found);
  if (typeof factor !== 'number') return factor;
  const { rates } = found;
  if (rates.unknownFee !== undefined) return unpriced(rates.unknownFee);
  const tier = tierOf(usage, found);
  let nanoUsd = 0;
  for (const [bucket, count, rate] of [...tokenRates(usage, tier), ...feeRates(usage, { ...rates, ...tier })]) {
    if (count === undefined || count === 0) continue;
    if (rate === undefined) return unpriced(`${count} of ${bucket} have no known price`);
    nanoUsd += count * rate;
  }
  return nanoUsd * factor;
}

/** What the prompt's size makes of the rates: the last tier that it exceeds reprices the whole request. */
function tierOf(usage: Usage, { rates }: FoundRates): Rates {
  const { input, cacheRead, cacheWrite5m, cacheWrite1h, cacheWrite, inputAudio, inputImage } = usage;
  const prompt = sumKnown([input, cacheRead, cacheWrite5m, cacheWrite1h, cacheWrite, inputAudio, inputImage]) ?? 0;
  return rates.tiers?.findLast(({ inputAbove }) => prompt > inputAbove) ?? rates;
}

type Priced = readonly [bucket: string, count: number | undefined, nanoUsdEach: number | undefined];

function tokenRates(usage: Usage, rates: Rates): readonly Priced[] {
  const isFree = rates.input === 0 && rates.output === 0;
  const each = (usdPerMillion: number | undefined): number | undefined => {
    return isFree ? 0 : usdPerMillion === undefined ? undefined : usdPerMillion * 1000;
  };
  return [
    ['input', usage.input, each(rates.input)],
    ['cacheRead', usage.cacheRead, each(rates.cacheRead)],
    ['cacheWrite5m', usage.cacheWrite5m, each(rates.cacheWrite5m)],
    ['cacheWrite1h', usage.cacheWrite1h, each(rates.cacheWrite1h)],
    // Where only the sum is told, the default duration counts.
    ['cacheWrite', usage.cacheWrite, each(rates.cacheWrite5m)],
    ['inputAudio', usage.inputAudio, each(rates.inputAudio)],
    ['inputImage', usage.inputImage, each(rates.inputImage ?? rates.input)],
    ['toolInput', usage.toolInput, each(rates.input)],
    ['output', usage.output, each(rates.output)],
    ['reasoning', usage.reasoning, each(rates.reasoning ?? rates.output)],
    ['outputAudio', usage.outputAudio, each(rates.outputAudio)],
    ['outputImage', usage.outputImage, each(rates.outputImage)],
  ];
}

function feeRates({ requests }: Usage, { webSearchPerThousand }: Rates): readonly Priced[] {
  const search = webSearchPerThousand === undefined ? undefined : webSearchPerThousand * 1_000_000;
  const others = Object.entries(requests.other ?? {});
  return [
    ['web searches', requests.webSearch, search],
    ['grounding queries', requests.grounding, search],
    // Anthropic, the only one to count them, bills the tokens of fetched pages and nothing beside.
    ['web fetches', requests.webFetch, 0],
    ['code sessions', requests.codeSession, undefined],
    ...others.map(([name, count]) => [name, count, undefined] as const),
  ];
}

const standardTiers: readonly (string | undefined)[] = [undefined, 'standard', 'default', 'auto', 'on_demand'];

function tierFactor({ tier, speed, geo }: Usage, { tiers }: FoundRates): number | UnknownCost {
  if (speed !== undefined && speed !== 'standard') return noPrice(`no price is known for the speed ${speed}`);
  if (geo !== undefined && geo !== 'global') return noPrice(`no price is known for inference in ${geo}`);
  if (tier === undefined || standardTiers.includes(tier)) return 1;
  return tiers[tier] ?? noPrice(`no price is known for the tier ${tier}`);
}

function noPrice(detail: string): UnknownCost {
  return { known: false, why: 'no-price', detail };
}

function unpriced(detail: string): UnknownCost {
  return { known: false, why: 'unpriced-bucket', detail };
}
