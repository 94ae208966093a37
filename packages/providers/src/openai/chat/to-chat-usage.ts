import { type JsonObject, noUsage, type Usage } from '@sluice/core';
import type { UsageRules } from '../../compatible/gateway.ts';
import { numberAt, objectAt, textAt } from '../../wire/json.ts';
import { billedUsd } from '../billed-usd.ts';

/** The `usage` object of Chat Completions in disjoint buckets, by the gateway's inclusion rules. */
export function toChatUsage(raw: JsonObject | undefined, rules: UsageRules, model: string): Usage {
  if (raw === undefined) return noUsage;
  const input = inputBuckets(raw, rules.cachedOutside?.test(model) === true, rules);
  const output = outputBuckets(raw, rules);
  const searches = numberAt(objectAt(raw, 'server_tool_use'), 'web_search_requests');
  return {
    ...noUsage,
    ...input.buckets,
    ...output.buckets,
    requests: searches === undefined ? {} : { webSearch: searches },
    billedUsd: billedUsd(raw, rules.bill),
    tier: tierName(textAt(raw, 'service_tier')),
    raw,
    anomalies: [...input.anomalies, ...output.anomalies],
  };
}

/** OpenAI's `default` is everyone's standard tier. */
export function tierName(tier: string | undefined): string | undefined {
  return tier === 'default' ? 'standard' : tier;
}

interface Buckets {
  readonly buckets: Partial<Usage>;
  readonly anomalies: readonly string[];
}

function inputBuckets(raw: JsonObject, cachedOutside: boolean, rules: UsageRules): Buckets {
  const details = objectAt(raw, 'prompt_tokens_details');
  const prompt = numberAt(raw, 'prompt_tokens');
  const cacheRead =
    numberAt(details, 'cached_tokens') ?? numberAt(raw, 'cached_tokens') ?? numberAt(raw, 'prompt_cache_hit_tokens');
  const cacheWrite = numberAt(details, 'cache_write_tokens');
  const beyond = rules.beyondTotal === 'audio' ? audioBeyond(raw) : undefined;
  const audioInside = beyond === undefined ? numberAt(details, 'audio_tokens') : undefined;
  const cachedInside = cachedOutside ? 0 : insidePrompt(prompt, cacheRead ?? 0, cacheWrite ?? 0);
  const inside = cachedInside + (audioInside ?? 0);
  const isTooMuch = prompt !== undefined && !cachedOutside && (cacheRead ?? 0) + (cacheWrite ?? 0) > prompt;
  return {
    buckets: {
      input: prompt === undefined ? undefined : Math.max(0, prompt - inside),
      cacheRead,
      cacheWrite,
      inputAudio: beyond ?? audioInside,
    },
    anomalies: isTooMuch ? ['cached>prompt'] : [],
  };
}

/**
 * Cached tokens are a part of the prompt. Where read and written together exceed it, the same tokens were written and
 * read (and are billed as both: OpenRouter's own bill of such an answer is met exactly).
 */
function insidePrompt(prompt: number | undefined, read: number, written: number): number {
  return prompt !== undefined && read + written > prompt ? Math.max(read, written) : read + written;
}

/** Mistral counts audio beside the prompt: `total = prompt + completion + audio`. */
function audioBeyond(raw: JsonObject): number | undefined {
  const extra = beyondTotal(raw, 0);
  return extra === undefined || extra <= 0 ? undefined : extra;
}

function outputBuckets(raw: JsonObject, rules: UsageRules): Buckets {
  const details = objectAt(raw, 'completion_tokens_details');
  const completion = numberAt(raw, 'completion_tokens');
  const outputAudio = numberAt(details, 'audio_tokens');
  const reported = numberAt(details, 'reasoning_tokens');
  const larger = completion !== undefined && reported !== undefined && reported > completion;
  const outside = rules.reasoning === 'outside' || larger;
  const hidden = rules.beyondTotal === 'thinking' ? (beyondTotal(raw, outside ? (reported ?? 0) : 0) ?? 0) : 0;
  const inside = (outside ? 0 : (reported ?? 0)) + (outputAudio ?? 0);
  return {
    buckets: {
      output: completion === undefined ? undefined : Math.max(0, completion - inside),
      reasoning: hidden > 0 ? (reported ?? 0) + hidden : reported,
      outputAudio,
    },
    anomalies: [
      ...(larger && rules.reasoning === 'inside' ? ['reasoning>completion'] : []),
      ...(addsUp(raw, rules, outside ? (reported ?? 0) : 0) ? [] : ['total mismatch']),
    ],
  };
}

/** `total_tokens` less prompt, completion and `known`; `undefined` where one of them is not reported. */
function beyondTotal(raw: JsonObject, known: number): number | undefined {
  const total = numberAt(raw, 'total_tokens');
  const prompt = numberAt(raw, 'prompt_tokens');
  const completion = numberAt(raw, 'completion_tokens');
  if (total === undefined || prompt === undefined || completion === undefined) return undefined;
  return total - prompt - completion - known;
}

function addsUp(raw: JsonObject, rules: UsageRules, reasoningOutside: number): boolean {
  const rest = beyondTotal(raw, 0);
  if (rest === undefined || rest === 0 || rest === reasoningOutside) return true;
  return rules.beyondTotal !== 'nothing' && rest > 0;
}
