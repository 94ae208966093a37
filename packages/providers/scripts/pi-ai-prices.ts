import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PricedModel, Rates } from '../src/prices/price-file.ts';

/** The day when version 1.5.2 was published. */
export const piAiDate = '2026-11-10';

/** What pi-ai's data file says of a provider's models, from its own date on: it keeps no history. */
export function currentPrices(provider: string): readonly PricedModel[] {
  const file = new URL(`providers/data/${provider}.json`, import.meta.resolve('@earendil-works/pi-ai'));
  const data = JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as Readonly<Record<string, object>>;
  const models = Object.values(data).flatMap((group) => Object.values(group) as readonly PiModel[]);
  return models.filter(isPriced).map(toModel);
}

interface PiModel {
  readonly id: string;
  readonly type: string;
  readonly cost?: PiCost & { readonly tiers?: readonly (PiCost & { readonly inputTokensAbove: number })[] };
  readonly contextWindow?: number;
  readonly maxTokens?: number;
}

interface PiCost {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** Zeros stand for "not known" there, but for models that say that they are free. */
function isPriced({ id, type, cost }: PiModel): boolean {
  return type === 'chat' && cost !== undefined && (cost.input > 0 || cost.output > 0 || id.endsWith(':free'));
}

function toModel(model: PiModel): PricedModel {
  const tiers = (model.cost?.tiers ?? []).map((tier) => ({ inputAbove: tier.inputTokensAbove, ...toRates(tier) }));
  return {
    id: model.id.toLowerCase(),
    ...(model.contextWindow === undefined ? {} : { contextWindow: model.contextWindow }),
    ...(model.maxTokens === undefined ? {} : { maxOutput: model.maxTokens }),
    prices: [
      {
        from: piAiDate,
        ...(model.cost === undefined ? {} : toRates(model.cost)),
        source: 'pi-ai',
        ...(tiers.length === 0 ? {} : { tiers }),
      },
    ],
  };
}

function toRates({ input, output, cacheRead, cacheWrite }: PiCost): Rates {
  return {
    input,
    output,
    ...(cacheRead > 0 ? { cacheRead } : {}),
    ...(cacheWrite > 0 ? { cacheWrite5m: cacheWrite } : {}),
  };
}
