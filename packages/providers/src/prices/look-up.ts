import { findModel } from './find-model.ts';
import type { Overrides } from './overrides.ts';
import type { PriceData } from './price-data.ts';
import type { DatedRates, PricedModel, PriceFile } from './price-file.ts';
import { ratesAt } from './rates-at.ts';

/** A price that was found, and what belongs to it. */
export interface FoundRates {
  readonly rates: DatedRates;
  readonly from: 'table' | 'override';
  /** Factors for calls of another tier. */
  readonly tiers: NonNullable<PriceFile['tiers']>;
  readonly model: Pick<PricedModel, 'contextWindow' | 'maxOutput'>;
  /** The source in full. */
  readonly source: string;
}

export interface PriceSources {
  readonly overrides: Overrides;
  readonly data: PriceData;
  /** Names in the configuration, each with the provider whose prices it has. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** The price of `provider/name` at a time, or why there is none. */
export function lookUp(sources: PriceSources, model: string, at: number): FoundRates | string {
  const override = sources.overrides.find(model);
  if (override !== undefined) {
    const { batch, contextWindow, maxOutput, ...rates } = override;
    return {
      rates: { ...rates, source: 'override' },
      from: 'override',
      tiers: batch === undefined ? {} : { batch },
      model: {
        ...(contextWindow === undefined ? {} : { contextWindow }),
        ...(maxOutput === undefined ? {} : { maxOutput }),
      },
      source: 'the configuration',
    };
  }
  const [given, name] = split(model);
  const provider = sources.aliases[given] ?? otherNames[given] ?? given;
  let why = `nobody keeps prices of provider "${provider}"`;
  for (const [owner, owned] of owners(provider, name)) {
    const file = sources.data.file(owner);
    const found = file === undefined ? undefined : inFile(file, owned, at);
    if (typeof found === 'object') return found;
    if (owner === provider && found !== undefined) why = found;
  }
  return why;
}

function inFile(file: PriceFile, name: string, at: number): FoundRates | string {
  const model = findModel(file, name);
  if (model === undefined) return `no price of ${name} at ${file.provider}`;
  const rates = ratesAt(model, at);
  if (rates === undefined) return `no price of ${name} at ${file.provider} before ${model.prices[0]?.from}`;
  const source = file.sources[rates.source] ?? rates.source;
  return { rates, from: 'table', tiers: file.tiers ?? {}, model, source };
}

const otherNames: Readonly<Record<string, string>> = {
  gemini: 'google',
  vercel: 'vercel-gateway',
  'azure-openai': 'azure',
  'x-ai': 'xai',
  'z.ai': 'zai',
  zhipu: 'zai',
};

type Owner = readonly [provider: string, name: string];

/** Whose tables to look into, in order: some in front of a vendor add nothing to its price. */
function owners(provider: string, name: string): readonly Owner[] {
  const own: Owner = [provider, name];
  if (provider === 'azure') return [own, ['openai', name]];
  if (provider === 'vertex') return [own, ['google', name]];
  const [vendor, model] = split(name);
  if (provider === 'vercel-gateway' || provider === 'litellm') return [own, ...behind(vendor, model)];
  // The vendor's own table knows since when; a variant such as `:free` has a price of its own.
  if (provider !== 'openrouter' || !soleHosts.includes(vendor) || model.includes(':')) return [own];
  return [...behind(vendor, model), own];
}

function behind(vendor: string, model: string): readonly Owner[] {
  const provider = otherNames[vendor] ?? vendor;
  // Gateways write versions with a point where some vendors write a hyphen.
  return model === ''
    ? []
    : [
        [provider, model],
        [provider, model.replaceAll('.', '-')],
      ];
}

// Open models cost at OpenRouter what the host that it chose asks; these vendors host their own.
const soleHosts: readonly string[] = ['anthropic', 'google', 'openai', 'x-ai'];

function split(reference: string): readonly [string, string] {
  const slash = reference.indexOf('/');
  return slash === -1 ? [reference, ''] : [reference.slice(0, slash), reference.slice(slash + 1)];
}
