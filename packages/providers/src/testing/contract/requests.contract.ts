import type { JsonSchema, ModelRequest, ToolDefinition } from '@sluice/core';
import { expect, test } from 'vitest';
import { ask, openWorld, type ProviderContract, streamed, tenWords, user, ways, whole } from './contract-world.ts';

const weather: ToolDefinition = {
  name: 'weather',
  description: 'The weather of a city.',
  parameters: {
    type: 'object',
    additionalProperties: false,
    required: ['city'],
    properties: { city: { type: 'string' } },
  },
};

const triage: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['category', 'urgent'],
  properties: { category: { type: 'string', enum: ['bug', 'billing'] }, urgent: { type: 'boolean' } },
};

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** What a request must be able to say. */
export function requestsContract(contract: ProviderContract): void {
  test('the system message arrives as one', async () => {
    await using world = await openWorld(contract, {
      answers: [{ when: { system: '^Speak Latin' }, text: 'Salve' }, { text: 'no' }],
    });
    const messages = [
      { role: 'system' as const, content: [{ type: 'text' as const, text: 'Speak Latin.' }] },
      user('hi'),
    ];
    expect((await world.model.generate(ask({ messages }), whole())).text).toBe('Salve');
  });

  test('a conversation keeps its turns in order', async () => {
    const answers = [
      { match: { regex: 'first[\\s\\S]*second[\\s\\S]*third', from: 'everything' }, text: 'in order' },
      { text: 'no' },
    ];
    await using world = await openWorld(contract, { answers });
    const said = { role: 'assistant' as const, content: [{ type: 'text' as const, text: 'second' }] };
    expect((await world.model.generate(ask({ messages: [user('first'), said, user('third')] }), whole())).text).toBe(
      'in order',
    );
  });

  test.for(ways)('a JSON schema is answered by JSON that fits (%s)', async ([, options]) => {
    await using world = await openWorld(contract, { answers: [{ schema: 'random' }] });
    const { text } = await world.model.generate(ask({ output: { name: 'triage', schema: triage } }), options());
    const answer: unknown = JSON.parse(text);
    expect(answer).toMatchObject({ category: expect.stringMatching(/^(bug|billing)$/), urgent: expect.any(Boolean) });
  });

  test.for(ways)('a tool is called with an id, a name and JSON (%s)', async ([, options]) => {
    const calls = [{ name: 'weather', arguments: { city: 'Århus' } }];
    await using world = await openWorld(contract, { answers: [{ tool_calls: calls }] });
    const response = await world.model.generate(ask({ tools: [weather] }), options());
    expect(response).toMatchObject({
      finish: 'tool_calls',
      text: '',
      toolCalls: [{ type: 'tool-call', name: 'weather' }],
    });
    expect(JSON.parse(response.toolCalls[0]?.arguments ?? '')).toEqual({ city: 'Århus' });
    expect(response.toolCalls[0]?.id).toMatch(/./);
  });

  test.for(ways)('tools are called in parallel (%s)', async ([, options]) => {
    const calls = ['Oslo', 'Rome', 'Kyoto'].map((city) => ({ name: 'weather', arguments: { city } }));
    await using world = await openWorld(contract, { answers: [{ tool_calls: calls }] });
    const { toolCalls } = await world.model.generate(ask({ tools: [weather] }), options());
    expect(toolCalls.map(({ arguments: text }) => JSON.parse(text))).toEqual(calls.map((call) => call.arguments));
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(3);
  });

  test.for(ways)('a tool’s result goes back and the model goes on (%s)', async ([, options]) => {
    const answers = [
      { when: { after_tool: true }, text: 'It is {{tool_result}}.' },
      { tool_calls: [{ name: 'weather', arguments: { city: 'Oslo' } }] },
    ];
    await using world = await openWorld(contract, { answers });
    const request: ModelRequest = ask({ tools: [weather] });
    const { turn, toolCalls } = await world.model.generate(request, options());
    const id = toolCalls[0]?.id ?? '';
    const result = { type: 'tool-result' as const, id, name: 'weather', output: 'raining' };
    const messages = [
      ...request.messages,
      { role: 'assistant' as const, content: turn },
      { role: 'tool' as const, content: [result] },
    ];
    const end = await world.model.generate({ ...request, messages }, options());
    expect(end).toMatchObject({ finish: 'stop', toolCalls: [] });
    expect(end.text).toContain('raining');
  });

  test('an object is a tool’s result as well', async () => {
    await using world = await openWorld(contract, { answers: [{ when: { after_tool: true }, text: 'seen' }] });
    const messages = [
      user('weather?'),
      {
        role: 'assistant' as const,
        content: [{ type: 'tool-call' as const, id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' }],
      },
      {
        role: 'tool' as const,
        content: [{ type: 'tool-result' as const, id: 'call_1', name: 'weather', output: { degrees: 7 } }],
      },
    ];
    expect((await world.model.generate(ask({ messages, tools: [weather] }), whole())).text).toBe('seen');
    expect(JSON.stringify(world.simulator.requests(1)[0]?.body)).toContain('degrees');
  });

  test.for(['required', { name: 'weather' }] as const)('tool choice %o forces a call', async (toolChoice) => {
    await using world = await openWorld(contract, { answers: [{ json: { city: 'Oslo' } }] });
    const response = await world.model.generate(ask({ tools: [weather], toolChoice }), whole());
    expect(response).toMatchObject({ finish: 'tool_calls', toolCalls: [{ name: 'weather' }] });
  });

  test('tool choice none and auto leave the model its text', async () => {
    await using world = await openWorld(contract);
    for (const toolChoice of ['none', 'auto'] as const) {
      const response = await world.model.generate(ask({ tools: [weather], toolChoice }), whole());
      expect(response).toMatchObject({ text: tenWords, toolCalls: [], finish: 'stop' });
    }
  });

  test.skipIf(contract.lacks.includes('stop')).for(ways)('a stop sequence ends the text (%s)', async ([, options]) => {
    await using world = await openWorld(contract);
    const response = await world.model.generate(ask({ params: { stop: ['five'] } }), options());
    expect(response).toMatchObject({ text: 'one two three four ', finish: 'stop' });
  });

  test('an image and a file are taken as bytes', async () => {
    await using world = await openWorld(contract);
    const image = { type: 'image' as const, source: { kind: 'base64' as const, mediaType: 'image/png', data: pixel } };
    const pdf = { kind: 'base64' as const, mediaType: 'application/pdf', data: 'JVBERi0xLjQKJSVFT0YK' };
    const file = { type: 'file' as const, source: pdf, filename: 'letter.pdf' };
    const messages = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'what?' }, image, file] }];
    const request = ask({ messages });
    expect(world.model.unsupported(request)).toEqual([]);
    expect((await world.model.generate(request, whole())).text).toBe(tenWords);
    const sent = JSON.stringify(world.simulator.requests(1)[0]?.body);
    expect(sent).toContain(pixel);
    expect(sent).toContain('JVBERi0xLjQKJSVFT0YK');
  });

  test('nothing is sent that was not asked for', async () => {
    await using world = await openWorld(contract);
    await world.model.generate(ask(), whole());
    const sent = JSON.stringify(world.simulator.requests(1)[0]?.body);
    expect(sent).not.toMatch(
      /"(temperature|top_?p|top_?k|seed|stop|tools|tool_?choice|response_format)"|"generationConfig":\{[^}]/i,
    );
  });

  test('what is extra is passed on as it is', async () => {
    await using world = await openWorld(contract);
    // Whether the vendor takes it is not the adapter's concern.
    await world.model
      .generate(ask({ params: { extra: { sluice_extra: { deep: [1, 2] } } } }), whole())
      .catch(() => undefined);
    expect(world.simulator.requests(1)[0]?.body).toMatchObject({ sluice_extra: { deep: [1, 2] } });
  });

  test('a parameter that the model does not take is named before the call', async () => {
    await using world = await openWorld(contract);
    const { model, params, name } = contract.refused;
    const found = world.provider.model(model).unsupported(ask({ params }));
    expect(found.map((parameter) => parameter.name)).toContain(name);
    expect(found.every(({ why }) => why.length > 5)).toBe(true);
    expect(world.model.unsupported(ask())).toEqual([]);
    expect(world.simulator.stats().total).toBe(0);
  });

  test('parameters that the wire lacks are named, the others are sent', async () => {
    await using world = await openWorld(contract);
    const all = { seed: 5, stop: ['zzz'], topK: 3, temperature: 0.5 };
    const named = world.model.unsupported(ask({ params: all })).map(({ name }) => name);
    expect(named.toSorted()).toEqual([...contract.lacks].toSorted());
    const taken = Object.fromEntries(
      Object.entries(all).filter(([name]) => !contract.lacks.some((lack) => lack === name)),
    );
    expect((await world.model.generate(ask({ params: taken }), streamed())).finish).toBe('stop');
  });
}
