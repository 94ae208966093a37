import { type Json, type JsonObject, noUsage, type ToolFees, type Usage } from '@sluice/core';
import { isObject } from '../wire/json.ts';

/**
 * Anthropic's `usage` in disjoint buckets. Cache reads and writes are outside `input_tokens`;
 * `thinking_tokens` are inside `output_tokens`. `model` names the answer's own model, which a
 * compaction entry of `iterations` does not repeat.
 */
export function toUsage(raw: JsonObject | undefined, model: string): Usage {
  if (raw === undefined) return noUsage;
  const iterations = Array.isArray(raw.iterations) ? raw.iterations.filter(isObject) : [];
  const own = iterations.filter((entry) => entry.type === 'message');
  const others = iterations.filter((entry) => entry.type !== 'message');
  const tokens = tokenBuckets(raw);
  return {
    ...noUsage,
    ...tokens.buckets,
    requests: toolFees(raw.server_tool_use),
    tier: text(raw.service_tier),
    // Older models answer "not_available" instead of leaving the field out.
    geo: raw.inference_geo === 'not_available' ? undefined : text(raw.inference_geo),
    speed: text(raw.speed),
    sub: others.map((entry) => {
      const subModel = text(entry.model) ?? model;
      return { model: subModel, usage: toUsage(entry, subModel) };
    }),
    raw,
    anomalies: [...tokens.anomalies, ...mismatches(raw, own)],
  };
}

type TokenBuckets = Pick<
  Usage,
  'input' | 'cacheRead' | 'cacheWrite' | 'cacheWrite5m' | 'cacheWrite1h' | 'output' | 'reasoning'
>;

function tokenBuckets(raw: JsonObject): { buckets: TokenBuckets; anomalies: readonly string[] } {
  const anomalies: string[] = [];
  const creation = isObject(raw.cache_creation) ? raw.cache_creation : {};
  const fiveMinutes = count(creation.ephemeral_5m_input_tokens);
  const oneHour = count(creation.ephemeral_1h_input_tokens);
  const written = count(raw.cache_creation_input_tokens);
  // In a stream only the total is repeated at the end: what grew since then has no known duration.
  const split = (fiveMinutes ?? 0) + (oneHour ?? 0);
  const rest = written === undefined ? undefined : written - split;
  if (rest !== undefined && rest < 0) anomalies.push('cache write split>total');

  const output = count(raw.output_tokens);
  const details = isObject(raw.output_tokens_details) ? raw.output_tokens_details : {};
  const thinking = count(details.thinking_tokens);
  if (output !== undefined && thinking !== undefined && thinking > output) anomalies.push('reasoning>output');
  return {
    buckets: {
      input: count(raw.input_tokens),
      cacheRead: count(raw.cache_read_input_tokens),
      cacheWrite5m: fiveMinutes,
      cacheWrite1h: oneHour,
      cacheWrite: rest !== undefined && rest > 0 ? rest : undefined,
      output: output === undefined ? undefined : Math.max(0, output - (thinking ?? 0)),
      reasoning: output === undefined || thinking === undefined ? thinking : Math.min(thinking, output),
    },
    anomalies,
  };
}

function toolFees(raw: Json | undefined): ToolFees {
  if (!isObject(raw)) return {};
  const webSearch = count(raw.web_search_requests);
  const webFetch = count(raw.web_fetch_requests);
  const other: Record<string, number> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (name !== 'web_search_requests' && name !== 'web_fetch_requests' && typeof value === 'number') {
      other[name] = value;
    }
  }
  return {
    ...(webSearch === undefined ? {} : { webSearch }),
    ...(webFetch === undefined ? {} : { webFetch }),
    ...(Object.keys(other).length === 0 ? {} : { other }),
  };
}

/** The top level is the sum of the `message` iterations; anything else is said. */
function mismatches(raw: JsonObject, own: readonly JsonObject[]): readonly string[] {
  if (own.length === 0) return [];
  return ['input_tokens', 'output_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens']
    .filter((field) => {
      const total = count(raw[field]);
      return total !== undefined && total !== own.reduce((sum, entry) => sum + (count(entry[field]) ?? 0), 0);
    })
    .map((field) => `iterations do not sum to ${field}`);
}

function count(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
