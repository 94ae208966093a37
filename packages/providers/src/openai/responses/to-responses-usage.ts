import { type Json, type JsonObject, noUsage, sumKnown, type ToolFees, type Usage } from '@sluice/core';
import type { UsageRules } from '../../compatible/gateway.ts';
import { isObject, listAt, numberAt, objectAt, textAt } from '../../wire/json.ts';
import { billedUsd } from '../billed-usd.ts';
import { tierName } from '../chat/to-chat-usage.ts';

/** The `usage` of a Responses answer: cached, written and reasoning tokens are inside their totals at every vendor recorded. */
export function toResponsesUsage(response: JsonObject, rules: UsageRules): Usage {
  const { usage: raw } = response;
  const fees = { requests: toolFees(response), tier: tierName(textAt(response, 'service_tier')) };
  if (!isObject(raw)) return { ...noUsage, ...fees };
  const input = numberAt(raw, 'input_tokens');
  const output = numberAt(raw, 'output_tokens');
  const cacheRead = numberAt(objectAt(raw, 'input_tokens_details'), 'cached_tokens');
  const cacheWrite = numberAt(objectAt(raw, 'input_tokens_details'), 'cache_write_tokens');
  const reasoning = numberAt(objectAt(raw, 'output_tokens_details'), 'reasoning_tokens');
  const cached = sumKnown([cacheRead, cacheWrite]) ?? 0;
  const isLarger = input !== undefined && cached > input;
  const reasonsMore = output !== undefined && (reasoning ?? 0) > output;
  return {
    ...noUsage,
    ...fees,
    input: input === undefined ? undefined : Math.max(0, input - cached),
    cacheRead,
    cacheWrite,
    output: output === undefined ? undefined : reasonsMore ? output : output - (reasoning ?? 0),
    reasoning,
    billedUsd: billedUsd(raw, rules.bill),
    raw,
    anomalies: [
      ...(isLarger ? ['cached>prompt'] : []),
      ...(reasonsMore ? ['reasoning>completion'] : []),
      ...(numberAt(raw, 'total_tokens') === (input ?? 0) + (output ?? 0) ? [] : ['total mismatch']),
    ],
  };
}

/** Calls of the vendor's own tools, which are billed beside tokens. */
function toolFees(response: JsonObject): ToolFees {
  const items = listAt(response, 'output').filter(isObject);
  const webSearch =
    numberAt(objectAt(objectAt(response, 'tool_usage'), 'web_search'), 'num_requests') ??
    // xAI counts them in the usage.
    numberAt(objectAt(objectAt(response, 'usage'), 'server_side_tool_usage_details'), 'web_search_calls') ??
    searches(items);
  const containers = new Set(items.flatMap((item) => textAt(item, 'container_id') ?? []));
  const fileSearch = items.filter(({ type }) => type === 'file_search_call').length;
  return {
    ...(webSearch === 0 ? {} : { webSearch }),
    ...(containers.size === 0 ? {} : { codeSession: containers.size }),
    ...(fileSearch === 0 ? {} : { other: { fileSearch } }),
  };
}

/** Opening a page or looking for a word on it is not billed. */
function searches(items: readonly Json[]): number {
  return items.filter((item) => {
    if (!isObject(item) || item['type'] !== 'web_search_call') return false;
    return (textAt(item['action'], 'type') ?? 'search') === 'search';
  }).length;
}
