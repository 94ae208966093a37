import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadProfile } from '../profile/load-profile.ts';
import { startSimulator } from '../start-simulator.ts';
import { clientsOf } from '../tests/clients.ts';
import { planLatency } from './plan-latency.ts';

const text = 'one two three four five six seven eight nine ten';
const messages = [{ role: 'user' as const, content: 'hello' }];

test('a stream takes the time of its first token and of its tokens', async () => {
  const models = { '*': { latency: { first_token: '40ms', tokens_per_second: 100 } } };
  await using simulator = await startSimulator({ profile: { tokens: 'approximate', models, answers: [{ text }] } });
  const { openai } = clientsOf(simulator);
  const start = performance.now();
  const arrivals: number[] = [];
  for await (const chunk of await openai.chat.completions.create({ model: 'm', messages, stream: true })) {
    if (chunk.choices[0]?.delta.content) arrivals.push(performance.now() - start);
  }
  expect(arrivals).toHaveLength(10);
  // Timers may fire a millisecond early; ten tokens at 100 a second follow the first token's 40 ms.
  expect(arrivals[0]).toBeGreaterThanOrEqual(38);
  expect(arrivals.at(-1)).toBeGreaterThanOrEqual(138);
  const whole = performance.now();
  await openai.chat.completions.create({ model: 'm', messages });
  expect(performance.now() - whole).toBeGreaterThanOrEqual(138);
});

test('latency is drawn from the seed and the request alone; lognormal jitter keeps the median', async () => {
  const profile = await loadProfile({
    models: { m: { latency: { first_token: 100, jitter: 'lognormal 0.5', tokens_per_second: 50 } } },
  });
  const [model] = profile.models;
  if (model === undefined) throw new Error('the profile has one model');
  const draws = Array.from({ length: 4001 }, (_, at) => planLatency(model, 7, String(at)).firstTokenMs);
  expect(planLatency(model, 7, '12')).toEqual(planLatency(model, 7, '12'));
  const sorted = draws.toSorted((left, right) => left - right);
  // The median's standard error is 1.2533 × 50 / √4001 = 1.0; the 84th percentile is e^0.5 times the median.
  expect(Math.abs((sorted[2000] ?? 0) - 100)).toBeLessThan(5);
  expect((sorted[3366] ?? 0) / 100).toBeCloseTo(Math.exp(0.5), 0);
  const uniform = await loadProfile({ models: { m: { latency: { first_token: 100, jitter: 'uniform 0.2' } } } });
  for (let at = 0; at < 500; at += 1) {
    const { firstTokenMs } = planLatency(uniform.models[0] ?? model, 7, String(at));
    expect(firstTokenMs).toBeGreaterThanOrEqual(80);
    expect(firstTokenMs).toBeLessThanOrEqual(120);
  }
});

test('a client that leaves is counted as aborted, and its stream stops', async () => {
  const models = { '*': { latency: { first_token: 0, tokens_per_second: 20 } } };
  await using simulator = await startSimulator({
    profile: { tokens: 'approximate', models, answers: [{ text: text.repeat(50) }] },
  });
  const { anthropic, openai } = clientsOf(simulator);
  const stream = await anthropic.messages.create({ model: 'm', max_tokens: 9999, messages, stream: true });
  // The whole text would take half a minute: that a delta comes shows that the stream flows.
  for await (const event of stream) if (event.type === 'content_block_delta') break;
  const abort = new AbortController();
  const waiting = openai.chat.completions.create({ model: 'm', messages }, { signal: abort.signal });
  while (simulator.stats().total < 2) await sleep(2);
  abort.abort();
  await expect(waiting).rejects.toThrow(/abort/iu);
  while (simulator.stats().inFlight > 0) await sleep(2);
  expect(simulator.stats()).toMatchObject({ total: 2, aborted: 2 });
});

test('closing ends connections that hang', async () => {
  const simulator = await startSimulator({
    profile: { models: { '*': { faults: [{ kind: 'hang' }] } }, tokens: 'approximate' },
  });
  const { openai } = clientsOf(simulator);
  const waiting = openai.chat.completions.create({ model: 'm', messages }).catch((thrown: unknown) => thrown);
  while (simulator.stats().inFlight === 0) await sleep(2);
  await simulator.close();
  expect(await waiting).toBeInstanceOf(Error);
  expect(simulator.stats()).toMatchObject({ inFlight: 0, aborted: 1 });
});

test('a port that is taken is an error of the start', async () => {
  await using simulator = await startSimulator({ profile: { tokens: 'approximate' } });
  const port = Number(new URL(simulator.url).port);
  await expect(startSimulator({ port, profile: { tokens: 'approximate' } })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

test('counts repeated requests and how many were in flight at once', async () => {
  await using simulator = await startSimulator({
    profile: { tokens: 'approximate', models: { '*': { latency: '30ms' } } },
  });
  const { openai } = clientsOf(simulator);
  const ask = (content: string) =>
    openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }] });
  await Promise.all(['a', 'b', 'c', 'a'].map(ask));
  expect(simulator.stats()).toMatchObject({ total: 4, repeated: 1, maxInFlight: 4, byModel: { m: 4 } });
});

test('gateways’ paths speak the same wire; exact tokens are those of o200k', async () => {
  await using simulator = await startSimulator();
  const post = async (path: string, body: object) => {
    const answer = await fetch(simulator.url + path, {
      method: 'POST',
      headers: { authorization: 'Bearer k' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as { model: string; usage: { prompt_tokens: number } };
  };
  const azure = await post('/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21', { messages });
  expect(azure.model).toBe('my-gpt');
  const router = await post('/api/v1/chat/completions', {
    model: 'a/b',
    messages: [{ role: 'user', content: 'tiktoken is great!' }],
  });
  // "tiktoken is great!" is 6 tokens of o200k; 3 frame the message and 3 prime the answer.
  expect(router.usage.prompt_tokens).toBe(12);
});
