import type { DatedRates, PricedModel, PriceFile, Rates } from '../src/prices/price-file.ts';
import { announcedPrices } from './announced-prices.ts';
import { historicPrices } from './genai-prices.ts';
import { currentPrices, piAiDate } from './pi-ai-prices.ts';

/**
 * The price files of all providers. History, dates and details come from `@pydantic/genai-prices`; what
 * `@earendil-works/pi-ai` says otherwise on its own date is the price from that date on.
 */
export function buildPriceFiles(): readonly PriceFile[] {
  return providers.map(({ name, genai, pi }) => {
    const history = genai === undefined ? [] : historicPrices(genai);
    const current = pi === undefined ? [] : currentPrices(pi);
    const tiers = tierFactors[name];
    return {
      provider: name,
      date: piAiDate,
      sources,
      ...(tiers === undefined ? {} : { tiers }),
      models: merge(history, current).map((model) => withAnnounced(name, model)),
    };
  });
}

const sources: PriceFile['sources'] = {
  'genai-prices': 'npm @pydantic/genai-prices 0.1.8 (MIT, 2026-09-23)',
  announced: "the vendor's documentation, which announces it (read in November 2026)",
  'pi-ai': `npm @earendil-works/pi-ai 1.5.2 (MIT, ${piAiDate})`,
};

// Half price for batches at all three, and for flex at OpenAI and Google: the vendors' documentation, November 2026.
const tierFactors: Readonly<Record<string, { readonly [tier: string]: number }>> = {
  openai: { batch: 0.5, flex: 0.5 },
  anthropic: { batch: 0.5 },
  google: { batch: 0.5, flex: 0.5 },
};

interface ProviderSources {
  readonly name: string;
  readonly genai?: string;
  readonly pi?: string;
}

const providers: readonly ProviderSources[] = [
  { name: 'anthropic', genai: 'anthropic', pi: 'anthropic' },
  { name: 'avian', genai: 'avian' },
  { name: 'azure', genai: 'azure', pi: 'azure' },
  { name: 'baseten', pi: 'baseten' },
  { name: 'bedrock', genai: 'aws', pi: 'amazon-bedrock' },
  { name: 'cerebras', genai: 'cerebras', pi: 'cerebras' },
  { name: 'cohere', genai: 'cohere' },
  { name: 'deepseek', genai: 'deepseek', pi: 'deepseek' },
  { name: 'fireworks', genai: 'fireworks', pi: 'fireworks' },
  { name: 'google', genai: 'google', pi: 'google' },
  { name: 'groq', genai: 'groq', pi: 'groq' },
  { name: 'huggingface', pi: 'huggingface' },
  { name: 'meta', pi: 'meta' },
  { name: 'minimax', genai: 'minimax', pi: 'minimax' },
  { name: 'mistral', genai: 'mistral', pi: 'mistral' },
  { name: 'moonshotai', genai: 'moonshotai', pi: 'moonshotai' },
  { name: 'novita', genai: 'novita' },
  { name: 'openai', genai: 'openai', pi: 'openai' },
  { name: 'openrouter', genai: 'openrouter', pi: 'openrouter' },
  { name: 'ovhcloud', genai: 'ovhcloud' },
  { name: 'perplexity', genai: 'perplexity' },
  { name: 'together', genai: 'together', pi: 'together' },
  { name: 'vercel-gateway', pi: 'vercel-ai-gateway' },
  { name: 'vertex', pi: 'google-vertex' },
  { name: 'voyageai', genai: 'voyageai' },
  { name: 'xai', genai: 'x-ai', pi: 'xai' },
  { name: 'xiaomi', pi: 'xiaomi' },
  { name: 'zai', genai: 'zai', pi: 'zai' },
];

function merge(history: readonly PricedModel[], current: readonly PricedModel[]): readonly PricedModel[] {
  const byId = new Map(history.map((model) => [model.id, model]));
  for (const model of current) {
    const known = byId.get(model.id);
    byId.set(model.id, known === undefined ? model : updated(known, model));
  }
  return [...byId.values()].filter(({ prices }) => prices.length > 0);
}

function withAnnounced(provider: string, model: PricedModel): PricedModel {
  const announced = announcedPrices[provider]?.[model.id];
  return announced === undefined ? model : { ...model, prices: [...model.prices, announced] };
}

function updated(known: PricedModel, now: PricedModel): PricedModel {
  const facts = { ...known, ...pick(now, 'contextWindow'), ...pick(now, 'maxOutput') };
  const [rates] = now.prices;
  // A price by the hour stays as it is: the other source has one of its hours.
  if (rates === undefined || known.prices.some(({ hours }) => hours !== undefined)) return facts;
  const last = known.prices.findLast(({ from }) => from === undefined || from <= piAiDate);
  if (last === undefined || sameRates(last, rates)) return facts;
  // Of what the newer source does not tell, only fees outlive a change of the rates of tokens.
  const later = known.prices.filter(({ from }) => from !== undefined && from > piAiDate);
  const before = known.prices.filter((price) => !later.includes(price));
  return { ...facts, prices: [...before, { ...pick(last, 'webSearchPerThousand'), ...rates }, ...later] };
}

function pick<Thing extends object, Name extends keyof Thing>(thing: Thing, name: Name): Partial<Pick<Thing, Name>> {
  return thing[name] === undefined ? {} : ({ [name]: thing[name] } as unknown as Pick<Thing, Name>);
}

/** Whether both say the same wherever the newer one says anything. */
function sameRates(known: DatedRates, now: DatedRates): boolean {
  return (
    sameWhereSaid(known, now) &&
    (now.tiers?.length ?? 0) === (known.tiers?.length ?? 0) &&
    (now.tiers ?? []).every((tier, index) => sameWhereSaid(known.tiers?.[index] ?? {}, tier))
  );
}

const compared = ['input', 'output', 'cacheRead', 'cacheWrite5m'] as const;

function sameWhereSaid(known: Rates, now: Rates): boolean {
  return compared.every((name) => now[name] === undefined || known[name] === now[name]);
}
