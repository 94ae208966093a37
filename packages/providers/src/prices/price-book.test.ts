import { noUsage, type Usage } from '@sluice/core';
import { expect, test } from 'vitest';
import { priceBook } from './price-book.ts';

const book = priceBook();
const november = Date.UTC(2026, 10, 21);

function used(usage: Partial<Usage>): Usage {
  return { ...noUsage, ...usage };
}

test('buckets by rates, in whole nano-dollars', () => {
  const usage = used({
    input: 1000,
    cacheRead: 1000,
    cacheWrite5m: 1000,
    cacheWrite1h: 1000,
    output: 100,
    reasoning: 50,
  });
  // 4 + 0.2 + 5 + 8 dollars per million of input, 20 of output.
  expect(book.cost('anthropic/claude-opus-5-5', usage, november)).toEqual({
    known: true,
    nanoUsd: 4_000_000 + 200_000 + 5_000_000 + 8_000_000 + 150 * 20_000,
    source: 'table',
  });
});

test("the provider's own figure wins, the computed one is kept beside", () => {
  const cost = book.cost('openai/gpt-5', used({ input: 100, output: 10, billedUsd: 0.5 }), november);
  expect(cost).toEqual({ known: true, nanoUsd: 500_000_000, source: 'billed', computedNanoUsd: 225_000 });
  expect(book.cost('nobody/model', used({ input: 1, billedUsd: 0.5 }), november)).toEqual({
    known: true,
    nanoUsd: 500_000_000,
    source: 'billed',
  });
});

test('a price holds from its date on', () => {
  const usage = used({ input: 1_000_000, output: 0 });
  const at = (iso: string): unknown => book.cost('openai/gpt-5.6-luna', usage, Date.parse(iso));
  expect(at('2026-07-29T23:59:59Z')).toMatchObject({ nanoUsd: 2_000_000_000 });
  expect(at('2026-07-30T00:00:00Z')).toMatchObject({ nanoUsd: 400_000_000 });
});

test('a price by the hour of the day', () => {
  const usage = used({ input: 1_000_000 });
  const at = (iso: string): unknown => book.cost('deepseek/deepseek-v4-pro', usage, Date.parse(iso));
  expect(at('2026-10-01T00:59:00Z')).toMatchObject({ nanoUsd: 660_000_000 });
  expect(at('2026-10-01T01:00:00Z')).toMatchObject({ nanoUsd: 1_320_000_000 });
  expect(at('2026-10-01T04:00:00Z')).toMatchObject({ nanoUsd: 660_000_000 });
});

test('the whole prompt, cache included, chooses the tier of the whole request', () => {
  const model = 'anthropic/claude-haiku-5-5';
  const small = used({ input: 1, cacheRead: 99_999, output: 100 });
  const large = used({ input: 2, cacheRead: 99_999, output: 100 });
  expect(book.cost(model, small, november)).toMatchObject({ known: true });
  const find = book.find(model, november);
  const [tier] = find?.tiers ?? [];
  expect(tier).toMatchObject({ inputAbove: 100_000, input: 0.5, output: 2.5 });
  const rates = { input: 0.5, cacheRead: tier?.cacheRead ?? 0, output: 2.5 };
  expect(book.cost(model, large, november)).toMatchObject({
    nanoUsd: Math.round(2 * rates.input * 1000 + 99_999 * rates.cacheRead * 1000 + 100 * rates.output * 1000),
  });
});

test('half for a batch; a tier, a speed or a place without a price is unknown', () => {
  const model = 'openai/gpt-5';
  const usage = { input: 1000, output: 100 };
  const plain = book.cost(model, used(usage), november);
  const batch = book.cost(model, used({ ...usage, tier: 'batch' }), november);
  expect(plain.known && batch.known && plain.nanoUsd / batch.nanoUsd).toBe(2);
  expect(book.cost(model, used({ ...usage, tier: 'priority' }), november)).toMatchObject({
    known: false,
    why: 'no-price',
    detail: 'no price is known for the tier priority',
  });
  expect(book.cost('anthropic/claude-opus-5-5', used({ ...usage, speed: 'fast' }), november).known).toBe(false);
  expect(book.cost('anthropic/claude-opus-5-5', used({ ...usage, geo: 'us' }), november).known).toBe(false);
});

test('what has no price is unknown and says why, never 0', () => {
  const of = (model: string, usage: Partial<Usage>): unknown => book.cost(model, used(usage), november);
  expect(of('nobody/model', { input: 1 })).toMatchObject({
    why: 'no-price',
    detail: 'nobody keeps prices of provider "nobody"',
  });
  expect(of('openai/gpt-99', { input: 1 })).toMatchObject({ why: 'no-price', detail: 'no price of gpt-99 at openai' });
  expect(of('openai/gpt-5', {})).toMatchObject({ why: 'no-usage' });
  expect(of('openai/gpt-5', { input: 1, cacheWrite: 5 })).toMatchObject({ why: 'unpriced-bucket' });
  expect(of('openai/gpt-5', { input: 1, requests: { codeSession: 1 } })).toMatchObject({ why: 'unpriced-bucket' });
  expect(of('openai/gpt-5', { input: 0, output: 0, cacheWrite: 0 })).toMatchObject({ known: true, nanoUsd: 0 });
});

test('web searches are paid beside tokens, sub-calls by their own model', () => {
  const searching = used({ input: 0, requests: { webSearch: 3 } });
  expect(book.cost('anthropic/claude-opus-5-5', searching, november)).toMatchObject({ nanoUsd: 30_000_000 });
  const advised = used({ input: 1000, sub: [{ model: 'claude-opus-4-8', usage: used({ input: 1000 }) }] });
  expect(book.cost('anthropic/claude-sonnet-5', advised, november)).toMatchObject({ nanoUsd: 2_000_000 + 5_000_000 });
  const unknown = used({ input: 1000, sub: [{ model: 'claude-99', usage: used({ input: 1 }) }] });
  expect(book.cost('anthropic/claude-sonnet-5', unknown, november)).toMatchObject({ known: false, why: 'no-price' });
});

test('a newer model is not taken for the family whose name it begins with', () => {
  expect(book.find('anthropic/claude-sonnet-5-5', november)?.cacheRead).toBe(0.1);
  expect(book.find('anthropic/claude-sonnet-5-5-20261007', november)?.cacheRead).toBe(0.1);
  expect(book.find('anthropic/claude-sonnet-5', november)?.cacheRead).toBe(0.2);
  expect(book.find('anthropic/claude-sonnet-5-5', Date.UTC(2026, 0, 1))).toBeUndefined();
});

test('the configuration overrides: exact before patterns, the longer pattern before the shorter', () => {
  const own = priceBook({
    overrides: {
      'local/*': { input: 0, output: 0 },
      'local/big-*': { input: 1, output: 2 },
      'openai/gpt-5': { input: 10, output: 20, batch: 0.1 },
    },
    aliases: { 'claude-eu': 'anthropic' },
  });
  const usage = used({ input: 1_000_000, cacheRead: 5, output: 0 });
  expect(own.cost('local/llama', usage, november)).toEqual({ known: true, nanoUsd: 0, source: 'override' });
  expect(own.cost('local/big-llama', used({ input: 1_000_000 }), november)).toMatchObject({ nanoUsd: 1e9 });
  expect(own.cost('openai/gpt-5', used({ input: 1_000_000, tier: 'batch' }), november)).toEqual({
    known: true,
    nanoUsd: 1e9,
    source: 'override',
  });
  expect(own.find('claude-eu/claude-opus-5-5', november)?.output).toBe(20);
  expect(own.find('localhost/llama', november)).toBeUndefined();
});

test('a price says since when and from where', () => {
  expect(book.find('google/gemini-4-argon', november)).toMatchObject({
    model: 'google/gemini-4-argon',
    input: 2,
    output: 10,
    cacheRead: 0.1,
    batch: 0.5,
    validFrom: '2026-11-10',
    source: 'npm @earendil-works/pi-ai 1.5.2 (MIT, 2026-11-10)',
  });
  expect(book.find('google/gemini-4-argon', Date.UTC(2026, 11, 1))).toMatchObject({
    input: 4,
    validFrom: '2026-12-01',
  });
  expect(book.date).toBe('2026-11-10');
});
