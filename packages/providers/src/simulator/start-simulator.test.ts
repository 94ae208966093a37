import { expect, test } from 'vitest';
import { startSimulator } from './start-simulator.ts';
import { clientsOf } from './tests/clients.ts';

const profile = {
  tokens: 'approximate',
  answers: [
    {
      match: { regex: 'Ticket (T\\d+)' },
      table: [
        { key: 'T1', right: 'billing' },
        { key: 'T2', right: { label: 'bug' } },
      ],
    },
    { match: { contains: 'poem' }, text: 'Roses are red, {{model}} is blue.' },
  ],
};

test('answers the same case on the three wires through the official SDKs', async () => {
  await using simulator = await startSimulator({ profile });
  const { openai, anthropic, google } = clientsOf(simulator);
  const messages = [{ role: 'user' as const, content: 'Ticket T1: my invoice is wrong' }];

  const chat = await openai.chat.completions.create({ model: 'gpt-5.4', messages });
  expect(chat.choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant', content: 'billing' } });
  expect(chat.usage).toMatchObject({ prompt_tokens: 14, completion_tokens: 2, total_tokens: 16 });
  expect(chat._request_id).toMatch(/^req_[0-9a-f]{32}$/u);

  const message = await anthropic.messages.create({ model: 'claude-sonnet-5', max_tokens: 50, messages });
  expect(message.content).toEqual([{ type: 'text', text: 'billing' }]);
  expect(message).toMatchObject({ stop_reason: 'end_turn', usage: { input_tokens: 14, output_tokens: 2 } });

  const answer = await google.models.generateContent({
    model: 'gemini-2.5-flash',
    contents: 'Ticket T1: my invoice is wrong',
  });
  expect(answer.text).toBe('billing');
  expect(answer.usageMetadata).toMatchObject({ promptTokenCount: 14, candidatesTokenCount: 2, totalTokenCount: 16 });

  expect(simulator.stats()).toMatchObject({ total: 3, inFlight: 0, byCase: { T1: 3 }, byStatus: { 200: 3 } });
});

test('streams the same text on the three wires', async () => {
  await using simulator = await startSimulator({ profile });
  const { openai, anthropic, google } = clientsOf(simulator);
  const messages = [{ role: 'user' as const, content: 'a poem please' }];

  let text = '';
  let usage: unknown;
  const chunks = await openai.chat.completions.create({
    model: 'm',
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const chunk of chunks) {
    text += chunk.choices[0]?.delta.content ?? '';
    usage = chunk.usage ?? usage;
  }
  expect(text).toBe('Roses are red, m is blue.');
  expect(usage).toMatchObject({ completion_tokens: 7 });

  const message = await anthropic.messages.stream({ model: 'm', max_tokens: 50, messages }).finalMessage();
  expect(message.content).toMatchObject([{ type: 'text', text: 'Roses are red, m is blue.' }]);
  expect(message.stop_reason).toBe('end_turn');

  const parts: string[] = [];
  for await (const chunk of await google.models.generateContentStream({ model: 'm', contents: 'a poem please' })) {
    parts.push(chunk.text ?? '');
  }
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.join('')).toBe('Roses are red, m is blue.');
});

test('shows statistics and the last requests over HTTP, without credentials', async () => {
  await using simulator = await startSimulator({ profile });
  const { openai } = clientsOf(simulator);
  await openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Ticket T2' }] });
  const stats = await (await fetch(`${simulator.url}/__simulator/stats`)).json();
  expect(stats).toMatchObject({ total: 1, byModel: { m: 1 }, byCase: { T2: 1 } });
  const requests = await (await fetch(`${simulator.url}/__simulator/requests?last=1`)).text();
  expect(requests).toContain('Ticket T2');
  expect(requests).not.toContain('sk-simulated');
  await fetch(`${simulator.url}/__simulator/reset`, { method: 'POST' });
  expect(simulator.stats()).toMatchObject({ total: 0, byCase: {} });
});

test('takes another profile while it runs', async () => {
  await using simulator = await startSimulator();
  const { openai } = clientsOf(simulator);
  const ask = async () =>
    (await openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'hello' }] })).choices[0]
      ?.message.content;
  expect(await ask()).toBe('Simulated answer to: hello');
  await simulator.setProfile({ answers: [{ text: 'other' }] });
  expect(await ask()).toBe('other');
});
