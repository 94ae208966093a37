import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lenientJson } from './lenient-json.ts';

describe('mends', () => {
  test.each([
    ['a code fence', '```json\n{"a": 1}\n```', { a: 1 }],
    ['a fence with words around it', 'Here you are:\n```\n[1, 2]\n```\nAnything else?', [1, 2]],
    ['a fence that was not closed', '```json\n{"a": 1}', { a: 1 }],
    ['trailing commas', '{"a": [1, 2,], }', { a: [1, 2] }],
    ['single quotes', "{'a': 'it is \"so\"'}", { a: 'it is "so"' }],
    ['unclosed braces', '{"a": {"b": [1, 2', { a: { b: [1, 2] } }],
    ['all of them', "```json\n{'a': [1, 2,\n```", { a: [1, 2] }],
  ])('%s', async (_what, text, value) => {
    expect(await lenientJson(text)).toEqual(value);
  });
});

describe('leaves alone what would change content', () => {
  test.each([
    ['plain words', 'The category is billing.'],
    ['a number in words', 'about 12'],
    ['unquoted keys', '{a: 1}'],
    ['unquoted values', '{"a": yes please}'],
    ['Python constants', '{"a": None, "b": True}'],
    ['comments', '{"a": 1 /* or 2 */}'],
    ['missing commas', '{"a": 1 "b": 2}'],
    ['two documents', '{"a": 1}\n{"a": 2}'],
    ['a text cut in the middle', '{"a": "hel'],
    ['two fences', '```\n{"a": 1}\n```\nor\n```\n{"a": 2}\n```'],
    ['an ellipsis', '[1, 2, ...]'],
    ['words before JSON', 'Sure: {"a": 1}'],
  ])('%s', async (_what, text) => {
    expect(await lenientJson(text)).toBeUndefined();
  });
});

test('any JSON in a fence comes back as it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), async (json) => {
      expect(await lenientJson(`\`\`\`json\n${json}\n\`\`\``)).toEqual(JSON.parse(json));
    }),
    { numRuns: 200 },
  );
});

test('whatever text a model writes, reading it takes no time to speak of', async () => {
  const started = Date.now();
  for (const piece of ['```', '`', '{', '[', '"', "'", ',', '\\', '```json\n', '{"a":'])
    await lenientJson(piece.repeat(20_000));
  expect(Date.now() - started).toBeLessThan(20_000);
});
