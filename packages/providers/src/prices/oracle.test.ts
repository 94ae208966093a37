import { calcPrice, findProvider } from '@pydantic/genai-prices';
import { noUsage } from '@sluice/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceBook } from './price-book.ts';

const book = priceBook();

// Ours and theirs. Only prices that came from there are compared: ours are newer elsewhere.
const providers: readonly (readonly [ours: string, theirs: string])[] = [
  ['anthropic', 'anthropic'],
  ['openai', 'openai'],
  ['google', 'google'],
  ['xai', 'x-ai'],
  ['mistral', 'mistral'],
  ['deepseek', 'deepseek'],
  ['groq', 'groq'],
  ['together', 'together'],
  ['fireworks', 'fireworks'],
];

const models = providers.flatMap(([ours, theirs]) =>
  (findProvider({ providerId: theirs })?.models ?? []).map(({ id }) => ({ ours, theirs, id })),
);

const tokens = fc.oneof(fc.nat(5000), fc.nat(400_000));

test('the same cost as @pydantic/genai-prices, for every model and date it prices', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...models),
      fc.date({ min: new Date('2025-01-01'), max: new Date('2026-11-09'), noInvalidDate: true }),
      fc.record({ input: tokens, cacheRead: tokens, cacheWrite5m: tokens, output: tokens }),
      ({ ours, theirs, id }, timestamp, usage) => {
        const price = book.find(`${ours}/${id}`, timestamp.getTime());
        if (price === undefined || !price.source.includes('genai-prices')) return;
        const given = {
          input: usage.input,
          cacheRead: price.cacheRead === undefined ? 0 : usage.cacheRead,
          cacheWrite5m: price.cacheWrite5m === undefined ? 0 : usage.cacheWrite5m,
          output: price.output === 0 ? 0 : usage.output,
        };
        const cost = book.cost(`${ours}/${id}`, { ...noUsage, ...given }, timestamp.getTime());
        const oracle = calcPrice(
          {
            input_tokens: given.input + given.cacheRead + given.cacheWrite5m,
            cache_read_tokens: given.cacheRead,
            cache_write_tokens: given.cacheWrite5m,
            output_tokens: given.output,
          },
          id,
          { providerId: theirs, timestamp },
        );
        // Some of its models do not match their own name there.
        if (!cost.known || oracle?.model.id !== id) return;
        compared += 1;
        expect(Math.abs(cost.nanoUsd - oracle.total_price * 1e9), `${ours}/${id}`).toBeLessThan(2);
      },
    ),
    { numRuns: process.env.SLUICE_PROVE === '1' ? 20_000 : 1000, seed: 20261121 },
  );
  console.log(`prices: ${compared} costs equal the oracle's`);
  expect(compared).toBeGreaterThan(500);
});
