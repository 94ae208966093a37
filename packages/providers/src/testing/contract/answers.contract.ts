import { inputTokens, outputTokens } from '@sluice/core';
import { expect, test } from 'vitest';
import { ask, openWorld, type ProviderContract, streamed, tenWords, user, ways, whole } from './contract-world.ts';

/** What a good answer must tell. */
export function answersContract(contract: ProviderContract): void {
  test('a model is named provider/model', async () => {
    await using world = await openWorld(contract);
    expect(world.model.id).toBe(`under-test/${contract.model}`);
    expect(world.provider.name).toBe('under-test');
  });

  test.for(ways)('gives the text, the finish and the vendor’s word for it (%s)', async ([, options]) => {
    await using world = await openWorld(contract);
    const response = await world.model.generate(ask(), options());
    expect(response).toMatchObject({ text: tenWords, finish: 'stop', toolCalls: [] });
    expect(response.rawFinish).toMatch(/^\w+$/);
    expect(response.model).toContain(contract.model);
    expect(world.simulator.stats().total).toBe(1);
  });

  test('streams the text in pieces that join to it', async () => {
    await using world = await openWorld(contract);
    const deltas: string[] = [];
    const response = await world.model.generate(ask(), streamed(deltas));
    expect(deltas.join('')).toBe(response.text);
    expect(deltas.length).toBeGreaterThan(1);
  });

  test('reports every event of a stream, so that an idle timer can start again', async () => {
    await using world = await openWorld(contract);
    const deltas: string[] = [];
    const events: number[] = [];
    await world.model.generate(ask(), { ...streamed(deltas), onActivity: () => void events.push(deltas.length) });
    expect(events.length).toBeGreaterThanOrEqual(deltas.length);
  });

  test('a streamed answer says the same as a whole one, usage included', async () => {
    await using world = await openWorld(contract, { models: { '*': { reasoning_tokens: 7, cached_share: 0.5 } } });
    const request = ask({ messages: [user('the same question '.repeat(20))] });
    const plain = await world.model.generate(request, whole());
    const flowing = await world.model.generate(request, streamed());
    const { raw: _a, ...plainUsage } = plain.usage;
    const { raw: _b, ...flowingUsage } = flowing.usage;
    expect([flowing.text, flowing.finish, flowingUsage]).toEqual([plain.text, plain.finish, plainUsage]);
  });

  test('measures the call and the first token', async () => {
    await using world = await openWorld(contract, { models: { '*': { latency: { first_token: '20ms' } } } });
    const { timing } = await world.model.generate(ask(), streamed());
    expect(timing.latencyMs).toBeGreaterThanOrEqual(timing.timeToFirstTokenMs ?? Infinity);
    expect(timing.timeToFirstTokenMs).toBeGreaterThanOrEqual(15);
    const plain = await world.model.generate(ask(), whole());
    expect(plain.timing.latencyMs).toBeGreaterThanOrEqual(15);
    expect(plain.timing.timeToFirstTokenMs).toBeUndefined();
  });

  test.for(ways)('usage counts input and output and keeps the vendor’s object (%s)', async ([, options]) => {
    await using world = await openWorld(contract);
    const { usage } = await world.model.generate(ask(), options());
    expect(inputTokens(usage)).toBeGreaterThan(0);
    expect(outputTokens(usage)).toBeGreaterThan(0);
    expect(usage.raw).toBeTypeOf('object');
    expect(usage.anomalies).toEqual([]);
  });

  test.for(ways)('cached and reasoning tokens have buckets of their own (%s)', async ([, options]) => {
    const profile = (more: object) => ({ models: { '*': more } });
    const request = ask({ messages: [user('a long prompt '.repeat(50))] });
    await using plain = await openWorld(contract);
    const bare = (await plain.model.generate(request, options())).usage;
    await using world = await openWorld(contract, profile({ reasoning_tokens: 11, cached_share: 0.5 }));
    const { usage } = await world.model.generate(request, options());
    expect(usage.reasoning).toBe(11);
    expect(usage.cacheRead).toBeGreaterThan(0);
    expect(inputTokens(usage)).toBe(inputTokens(bare));
    expect(outputTokens(usage)).toBe((outputTokens(bare) ?? 0) + 11);
    expect(usage.output).toBe(bare.output);
  });

  test('keeps the vendor’s id of the request', async () => {
    await using world = await openWorld(contract);
    const { requestId } = await world.model.generate(ask(), whole());
    expect(requestId === undefined || requestId.length > 5).toBe(true);
  });

  test('twenty calls at once get their own answers', async () => {
    await using world = await openWorld(contract, { answers: [{ echo: true }] });
    const texts = Array.from({ length: 20 }, (_, index) => `question number ${index}`);
    const answers = await Promise.all(
      texts.map((text, index) =>
        world.model.generate(ask({ messages: [user(text)] }), index % 2 ? streamed() : whole()),
      ),
    );
    expect(answers.map(({ text }) => text)).toEqual(texts);
  });

  test.for(ways)('a slow stream comes whole in the end (%s)', async ([, options]) => {
    await using world = await openWorld(contract, {
      models: { '*': { faults: [{ kind: 'slow_drip', pause: '1ms' }] } },
    });
    expect((await world.model.generate(ask(), options())).text).toBe(tenWords);
  });

  test('letters outside ASCII survive the stream', async () => {
    const text = 'Ærøskøbing 東京 🌍 — naïve “quotes” \u2028 end';
    await using world = await openWorld(contract, { answers: [{ text }] });
    expect((await world.model.generate(ask(), streamed())).text).toBe(text);
    expect((await world.model.generate(ask(), whole())).text).toBe(text);
  });

  test.for(ways)('an answer at the token limit ends with length (%s)', async ([, options]) => {
    const long = Array.from({ length: 10 }, () => tenWords).join(' ');
    await using world = await openWorld(contract, { answers: [{ text: long }] });
    // 16 is the least that one of the vendors takes.
    const response = await world.model.generate(ask({ params: { maxTokens: 16 } }), options());
    expect(response.finish).toBe('length');
    expect(long.startsWith(response.text)).toBe(true);
    expect(response.text.length).toBeGreaterThan(0);
    expect(response.text.length).toBeLessThan(long.length);
  });

  test.for(ways)('a content filter is not an ordinary end (%s)', async ([, options]) => {
    await using world = await openWorld(contract, { models: { '*': { faults: [{ kind: 'content_filter' }] } } });
    const outcome = await world.model.generate(ask(), options());
    expect(['content_filter', 'refusal']).toContain(outcome.finish);
    expect(outcome.text).not.toContain('one');
  });

  test.for(ways)('a refusal is told (%s)', async ([, options]) => {
    await using world = await openWorld(contract, { models: { '*': { faults: [{ kind: 'refusal' }] } } });
    const outcome = await world.model.generate(ask(), options());
    expect(contract.finishOfRefusal).toContain(outcome.finish);
    expect(outcome.text).not.toContain('one');
  });
}
