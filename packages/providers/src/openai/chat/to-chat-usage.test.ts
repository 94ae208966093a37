import { inputTokens, noUsage, outputTokens } from '@sluice/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatewayNamed } from '../../compatible/find-gateway.ts';
import { toChatUsage } from './to-chat-usage.ts';

function usageOf(gateway: string, raw: object, model = 'm'): object {
  const rules = gatewayNamed(gateway)?.usage;
  if (rules === undefined) throw new Error(`no gateway ${gateway}`);
  const { raw: _, requests: _fees, sub: _sub, ...usage } = toChatUsage(raw as never, rules, model);
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== undefined));
}

// Every rule of the table in docs/providers.md, on numbers as recorded.
test.for([
  [
    'openai: cached, written, audio and reasoning are inside',
    'openai',
    {
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 30, cache_write_tokens: 10, audio_tokens: 5 },
      completion_tokens_details: { reasoning_tokens: 20, audio_tokens: 4 },
    },
    {
      input: 55,
      cacheRead: 30,
      cacheWrite: 10,
      inputAudio: 5,
      output: 26,
      reasoning: 20,
      outputAudio: 4,
      anomalies: [],
    },
  ],
  [
    'xai: reasoning is outside, ticks are the bill',
    'xai',
    {
      prompt_tokens: 741,
      completion_tokens: 15,
      total_tokens: 866,
      prompt_tokens_details: { cached_tokens: 640 },
      completion_tokens_details: { reasoning_tokens: 110 },
      cost_in_usd_ticks: 2_205_000,
    },
    { input: 101, cacheRead: 640, output: 15, reasoning: 110, billedUsd: 0.0002205, anomalies: [] },
  ],
  [
    'gemini: what the total holds beyond is hidden thinking',
    'gemini',
    { prompt_tokens: 35, completion_tokens: 12, total_tokens: 109 },
    { input: 35, output: 12, reasoning: 62, anomalies: [] },
  ],
  [
    'mistral: audio beside the prompt',
    'mistral',
    { prompt_tokens: 10, completion_tokens: 5, total_tokens: 390, audio_tokens: 375 },
    { input: 10, inputAudio: 375, output: 5, anomalies: [] },
  ],
  [
    'openrouter: its cost is the bill; tokens that were written and read are both billed',
    'openrouter',
    {
      prompt_tokens: 2168,
      completion_tokens: 100,
      total_tokens: 2268,
      cost: 0.000497,
      prompt_tokens_details: { cached_tokens: 2161, cache_write_tokens: 2161 },
    },
    { input: 7, cacheRead: 2161, cacheWrite: 2161, output: 100, billedUsd: 0.000497, anomalies: ['cached>prompt'] },
  ],
  [
    'perplexity: the total of its cost by part',
    'perplexity',
    { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21, cost: { request_cost: 0.005, total_cost: 0.00502 } },
    { input: 9, output: 12, billedUsd: 0.00502, anomalies: [] },
  ],
  [
    'vercel: reasoning is outside',
    'vercel-gateway',
    {
      prompt_tokens: 61,
      completion_tokens: 10,
      total_tokens: 71,
      cost: 0.0002833,
      completion_tokens_details: { reasoning_tokens: 96 },
    },
    { input: 61, output: 10, reasoning: 96, billedUsd: 0.0002833, anomalies: [] },
  ],
  [
    'reasoning that is the larger number cannot be inside',
    'custom',
    { prompt_tokens: 1, completion_tokens: 10, total_tokens: 11, completion_tokens_details: { reasoning_tokens: 96 } },
    { input: 1, output: 10, reasoning: 96, anomalies: ['reasoning>completion'] },
  ],
  [
    'a total that does not add up is told',
    'custom',
    { prompt_tokens: 1, completion_tokens: 1, total_tokens: 9 },
    { input: 1, output: 1, anomalies: ['total mismatch'] },
  ],
  ['what is not reported is not 0', 'custom', { prompt_tokens: 5 }, { input: 5, anomalies: [] }],
  [
    'null details are no details',
    'huggingface',
    { prompt_tokens: 5, completion_tokens: 1, total_tokens: 6, prompt_tokens_details: null },
    { input: 5, output: 1, anomalies: [] },
  ],
] as const)('%s', ([, gateway, raw, usage]) => {
  expect(usageOf(gateway, raw)).toEqual(usage);
});

test('azure: only Grok’s prompt leaves cached tokens out, and its 0 ticks are no bill', () => {
  const raw = {
    prompt_tokens: 7,
    completion_tokens: 1,
    total_tokens: 8,
    prompt_tokens_details: { cached_tokens: 161 },
    cost_in_usd_ticks: 0,
  };
  expect(usageOf('azure', raw, 'grok-4-1-fast')).toEqual({ input: 7, cacheRead: 161, output: 1, anomalies: [] });
  expect(usageOf('azure', raw, 'gpt-5')).toEqual({ input: 0, cacheRead: 161, output: 1, anomalies: ['cached>prompt'] });
});

test('no usage is no usage', () => {
  expect(toChatUsage(undefined, gatewayNamed('openai')?.usage as never, 'm')).toBe(noUsage);
});

test('where parts lie within their totals, the buckets add up to them', () => {
  const counts = fc.record({
    input: fc.nat(),
    cached: fc.nat(),
    written: fc.nat(),
    output: fc.nat(),
    reasoning: fc.nat(),
  });
  fc.assert(
    fc.property(counts, ({ input, cached, written, output, reasoning }) => {
      const prompt = input + cached + written;
      const completion = output + reasoning;
      const usage = toChatUsage(
        {
          prompt_tokens: prompt,
          completion_tokens: completion,
          total_tokens: prompt + completion,
          prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
          completion_tokens_details: { reasoning_tokens: reasoning },
        },
        gatewayNamed('openai')?.usage as never,
        'm',
      );
      expect([inputTokens(usage), outputTokens(usage), usage.anomalies]).toEqual([prompt, completion, []]);
    }),
  );
});
