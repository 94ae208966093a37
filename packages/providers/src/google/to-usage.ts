import { type Json, type JsonObject, noUsage, sumKnown, type Usage } from '@sluice/core';
import { isObject } from '../wire/json.ts';

/**
 * Gemini's `usageMetadata` in disjoint buckets. Cached tokens are inside `promptTokenCount`; thoughts and the prompts
 * of tools are outside `candidatesTokenCount` and `promptTokenCount`. `groundingQueries` are paid and not in the usage.
 */
export function toUsage(raw: JsonObject | undefined, groundingQueries?: number): Usage {
  const requests = groundingQueries === undefined ? {} : { grounding: groundingQueries };
  if (raw === undefined) return { ...noUsage, requests };
  const prompt = promptBuckets(raw);
  const output = outputBuckets(raw);
  return {
    ...noUsage,
    ...prompt.buckets,
    ...output,
    toolInput: count(raw.toolUsePromptTokenCount),
    reasoning: count(raw.thoughtsTokenCount),
    requests,
    tier: tierOf(raw),
    raw,
    anomalies: [...prompt.anomalies, ...totalMismatch(raw)],
  };
}

type PromptBuckets = Pick<Usage, 'input' | 'cacheRead' | 'inputAudio'>;

function promptBuckets(raw: JsonObject): { buckets: PromptBuckets; anomalies: readonly string[] } {
  const prompt = count(raw.promptTokenCount);
  const cached = count(raw.cachedContentTokenCount);
  const audio = modality(raw.promptTokensDetails, 'AUDIO');
  // Audio that was read from the cache is paid at the cache's rate.
  const freshAudio =
    audio === undefined ? undefined : Math.max(0, audio - (modality(raw.cacheTokensDetails, 'AUDIO') ?? 0));
  const rest = prompt === undefined ? undefined : prompt - (cached ?? 0) - (freshAudio ?? 0);
  return {
    buckets: {
      input: rest === undefined ? undefined : Math.max(0, rest),
      cacheRead: cached,
      inputAudio: freshAudio,
    },
    anomalies: rest !== undefined && rest < 0 ? ['cached>prompt'] : [],
  };
}

type OutputBuckets = Pick<Usage, 'output' | 'outputAudio' | 'outputImage'>;

function outputBuckets(raw: JsonObject): OutputBuckets {
  const candidates = count(raw.candidatesTokenCount);
  const outputAudio = modality(raw.candidatesTokensDetails, 'AUDIO');
  const outputImage = modality(raw.candidatesTokensDetails, 'IMAGE');
  const text = candidates === undefined ? undefined : candidates - (outputAudio ?? 0) - (outputImage ?? 0);
  return { output: text === undefined ? undefined : Math.max(0, text), outputAudio, outputImage };
}

function totalMismatch(raw: JsonObject): readonly string[] {
  const total = count(raw.totalTokenCount);
  const parts = sumKnown([
    count(raw.promptTokenCount),
    count(raw.candidatesTokenCount),
    count(raw.toolUsePromptTokenCount),
    count(raw.thoughtsTokenCount),
  ]);
  return total === undefined || parts === undefined || total === parts ? [] : ['total mismatch'];
}

// Numbers where enums are sent as numbers.
const modalityNumbers: Readonly<Record<string, number>> = { IMAGE: 2, AUDIO: 4 };

function modality(details: Json | undefined, name: 'AUDIO' | 'IMAGE'): number | undefined {
  if (!Array.isArray(details)) return undefined;
  const entries = details
    .filter(isObject)
    .filter((entry) => entry.modality === name || entry.modality === modalityNumbers[name]);
  return sumKnown(entries.map((entry) => count(entry.tokenCount)));
}

/** Gemini says `serviceTier`, Vertex `trafficType`. */
function tierOf(raw: JsonObject): string | undefined {
  if (typeof raw.serviceTier === 'string') return raw.serviceTier;
  const { trafficType } = raw;
  if (trafficType === 'ON_DEMAND' || trafficType === 1) return 'standard';
  return typeof trafficType === 'string' ? trafficType.replace(/^ON_DEMAND_/, '').toLowerCase() : undefined;
}

function count(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
