import type { ModelParams, ModelRequest } from '@sluice/core';
import { expect, test } from 'vitest';
import { gatewayNamed } from '../compatible/find-gateway.ts';
import { unsupportedByChat, unsupportedByResponses } from './unsupported-parameters.ts';

function ask(params: ModelParams, more: Partial<ModelRequest> = {}): ModelRequest {
  return { messages: [], params, origin: { run: 'r', step: 's', sample: 0 }, ...more };
}

function names(gateway: string, model: string, request: ModelRequest): string[] {
  const row = gatewayNamed(gateway);
  if (row === undefined) throw new Error(gateway);
  return unsupportedByChat(request, { provider: 'p', model, gateway: row }).map(({ name }) => name);
}

test.for([
  ['gpt-4o', { temperature: 0, topP: 0.5, stop: ['x'], seed: 1 }, []],
  ['gpt-5.4-mini', { temperature: 0 }, []],
  ['gpt-5.4-mini', { temperature: 0, reasoning: { effort: 'none' } }, []],
  ['gpt-5.4-mini', { temperature: 0, reasoning: { effort: 'high' } }, ['temperature']],
  ['gpt-5-mini', { temperature: 0, topP: 0.5 }, ['temperature', 'topP']],
  ['gpt-5-mini', { temperature: 1 }, []],
  ['o4-mini', { stop: ['x'] }, ['stop']],
  ['o3-2025-04-16', { temperature: 0.2, reasoning: { effort: 'minimal' } }, ['temperature', 'reasoning']],
  ['gpt-5-chat-latest', { temperature: 0, stop: ['x'] }, []],
  ['gpt-4.1', { reasoning: { effort: 'low' } }, ['reasoning']],
  ['ft:gpt-5-mini:acme', { temperature: 0 }, ['temperature']],
  ['my-deployment', { temperature: 0, stop: ['x'], reasoning: { effort: 'low' } }, []],
  ['gpt-6.1-sol', { temperature: 0, reasoning: { effort: 'low' } }, ['temperature']],
  ['gpt-4o', { topK: 3 }, ['topK']],
  ['gpt-5.4', { reasoning: { budgetTokens: 100 } }, ['reasoning']],
] as const)('openai/%s with %o: %o', ([model, params, expected]) => {
  expect(names('openai', model, ask(params))).toEqual(expected);
});

test.for([
  ['deepseek', { seed: 1 }, ['seed']],
  ['deepseek', { reasoning: { effort: 'low' } }, ['reasoning']],
  ['deepseek', { reasoning: { effort: 'none' } }, []],
  ['perplexity', { stop: ['x'], topK: 4 }, ['stop']],
  ['openrouter', { topK: 4, seed: 1, reasoning: { budgetTokens: 9 } }, []],
  ['groq', { metadata: { a: 'b' } }, ['metadata']],
  ['custom', { serviceTier: 'flex' }, ['serviceTier']],
  ['custom', { temperature: 0, stop: ['x'] }, []],
] as const)('%s with %o: %o', ([gateway, params, expected]) => {
  expect(names(gateway, 'o3', ask(params))).toEqual(expected);
});

test('content that a gateway does not take', () => {
  const image = { type: 'image' as const, source: { kind: 'url' as const, url: 'https://example.test/a.png' } };
  const file = { type: 'file' as const, source: { kind: 'url' as const, url: 'https://example.test/a.pdf' } };
  const request = ask({}, { messages: [{ role: 'user', content: [image, file] }] });
  expect(names('openai', 'gpt-4o', request)).toEqual(['file']);
  expect(names('deepseek', 'deepseek-chat', request)).toEqual(['image', 'file']);
  expect(names('openrouter', 'm', request)).toEqual([]);
  expect(names('perplexity', 'sonar', ask({}, { tools: [{ name: 't', parameters: {} }] }))).toEqual(['tools']);
  expect(names('openai', 'gpt-3.5-turbo', ask({}, { output: { name: 'o', schema: {} } }))).toEqual(['output']);
});

test('the Responses API has fewer parameters', () => {
  const gateway = gatewayNamed('openai');
  if (gateway === undefined) throw new Error('no row');
  const request = ask({ stop: ['x'], seed: 1, topK: 2, maxTokens: 5, temperature: 0.5 });
  const found = unsupportedByResponses(request, { provider: 'p', model: 'o3', gateway });
  expect(found.map(({ name }) => name)).toEqual(['stop', 'seed', 'topK', 'maxTokens', 'temperature']);
});
