import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { clientsOf } from '../tests/clients.ts';
import { callers, type Outcome } from '../tests/outcome.ts';

const text = 'one two three four five six seven eight nine ten';
const profileOf = (fault: object) => ({
  tokens: 'approximate',
  models: { '*': { faults: [fault] } },
  answers: [{ text }],
});

async function meet(name: string, fault: object, signal?: AbortSignal): Promise<Outcome> {
  await using simulator = await startSimulator({ profile: profileOf(fault) });
  const outcome = await (callers[name] as (typeof callers)[string])(clientsOf(simulator), signal);
  expect(simulator.stats().byFault).toEqual({ [(fault as { kind: string }).kind]: 1 });
  return outcome;
}

const names = Object.keys(callers);
const streams = names.filter((name) => /stream/iu.test(name));
const whole = names.filter((name) => !streams.includes(name));

describe('error answers', () => {
  const statuses = {
    error_400: 400,
    error_429: 429,
    error_429_no_retry_after: 429,
    error_quota: 429,
    error_500: 500,
    error_503: 503,
    error_529: 529,
    error_403: 403,
  };
  const cases = Object.entries(statuses).flatMap(([kind, status]) =>
    names.map((name) => [kind, status, name] as const),
  );

  test.for(cases)('%s is a %i at %s', async ([kind, status, name]) => {
    expect(await meet(name, { kind })).toMatchObject({ saw: 'error', status });
  });

  test('a wrong key is told in each vendor’s way', async () => {
    const seen = await Promise.all(
      ['openai chat', 'anthropic messages', 'google generateContent'].map((name) => meet(name, { kind: 'error_401' })),
    );
    expect(seen.map((outcome) => outcome.saw === 'error' && outcome.status)).toEqual([401, 401, 400]);
  });

  test('when to retry: a header at OpenAI and Anthropic, RetryInfo in the body at Gemini, nowhere without', async () => {
    const after = (name: string, kind: string) => meet(name, { kind, retry_after: '2.5s' });
    const openai = await after('openai chat', 'error_429');
    const anthropic = await after('anthropic messages', 'error_429');
    const google = await after('google generateContent', 'error_429');
    expect(
      openai.saw === 'error' && [openai.headers?.get('retry-after'), openai.headers?.get('retry-after-ms')],
    ).toEqual(['3', '2500']);
    expect(anthropic.saw === 'error' && anthropic.headers?.get('retry-after')).toBe('3');
    expect(google.saw === 'error' && google.message).toContain('"retryDelay":"2.5s"');
    const silent = await after('openai chat', 'error_429_no_retry_after');
    expect(silent.saw === 'error' && silent.headers?.get('retry-after')).toBeNull();
    expect(await after('google generateContent', 'error_429_no_retry_after')).toMatchObject({
      message: expect.not.stringContaining('RetryInfo'),
    });
  });

  test('a used-up quota is not a rate limit', async () => {
    const seen = await Promise.all(
      ['openai chat', 'anthropic messages', 'google generateContent'].map((name) =>
        meet(name, { kind: 'error_quota' }),
      ),
    );
    const said = seen.map((outcome) => (outcome.saw === 'error' ? outcome.message : ''));
    expect(said[0]).toContain('exceeded your current quota');
    expect(said[1]).toContain('enforced_spend_limit_reached');
    expect(said[2]).toContain('PerDay');
  });
});

test('a reset begins anew: the same requests meet the same faults and answers', async () => {
  const faults = [
    { kind: 'error_500', rate: 0.3 },
    { kind: 'error_529', on_request: [2] },
  ];
  const table = Array.from({ length: 30 }, (_, at) => ({ key: `T${at}`, right: 'right', wrong: 'wrong' }));
  const rule = { match: { regex: '(T\\d+)' }, table, quality: 0.5, varies: 1 };
  await using simulator = await startSimulator({
    profile: { tokens: 'approximate', models: { '*': { faults } }, answers: [rule] },
  });
  const { openai } = clientsOf(simulator);
  const run = async () => {
    const seen: unknown[] = [];
    for (const at of [...table.keys(), ...table.keys()]) {
      const messages = [{ role: 'user' as const, content: `T${at}` }];
      const answer = openai.chat.completions.create({ model: 'm', messages });
      seen.push(
        await answer.then(
          (whole) => whole.choices[0]?.message.content,
          (error: { status: number }) => error.status,
        ),
      );
    }
    return seen;
  };
  const first = await run();
  expect(new Set(first)).toEqual(new Set(['right', 'wrong', 500, 529]));
  expect(simulator.stats()).toMatchObject({ total: 60, repeated: 30 });
  simulator.reset();
  expect(await run()).toEqual(first);
});

describe('faults of the answer', () => {
  test.for(names)('truncated ends with the length reason at %s', async (name) => {
    const outcome = await meet(name, { kind: 'truncated' });
    expect(outcome).toMatchObject({
      saw: 'text',
      text: 'one two three four five',
      finish: expect.stringMatching(/length|max_tokens|max_output_tokens|MAX_TOKENS/u),
    });
  });

  test.for(names)('a content filter ends without text at %s', async (name) => {
    expect(await meet(name, { kind: 'content_filter' })).toMatchObject({
      saw: 'text',
      text: '',
      finish: expect.stringMatching(/content_filter|refusal|SAFETY/u),
    });
  });

  test.for(names)('a refusal is not the answer at %s', async (name) => {
    const outcome = await meet(name, { kind: 'refusal' });
    expect(outcome.saw === 'text' && outcome.text).not.toContain('one');
  });
});

describe('faults of the transport', () => {
  test.for(names)('reset is a connection error at %s', async (name) => {
    expect(await meet(name, { kind: 'reset' })).toMatchObject({ saw: 'error', status: undefined });
  });

  test.for(streams)('cut_stream breaks %s in the middle', async (name) => {
    const outcome = await meet(name, { kind: 'cut_stream' });
    expect(outcome).toMatchObject({
      saw: 'error',
      message: expect.stringMatching(/terminated|aborted|ECONNRESET|other side closed|socket/iu),
    });
  });

  test.for(whole)('cut_stream breaks the body of %s', async (name) => {
    expect(await meet(name, { kind: 'cut_stream' })).toMatchObject({ saw: 'error', status: undefined });
  });

  test.for(streams)('end_early ends %s without its terminal marker', async (name) => {
    const outcome = await meet(name, { kind: 'end_early' });
    expect(outcome).toMatchObject({ saw: 'text', finish: 'none' });
    expect(outcome.saw === 'text' && text.startsWith(outcome.text) && outcome.text !== '').toBe(true);
  });

  test.for(whole)('malformed_json cannot be read at %s', async (name) => {
    expect(await meet(name, { kind: 'malformed_json' })).toMatchObject({ saw: 'error' });
  });

  test.for(streams)('malformed_json breaks an event of %s', async (name) => {
    const outcome = await meet(name, { kind: 'malformed_json' });
    expect(outcome.saw === 'error' || outcome.text !== text).toBe(true);
  });

  test.for(streams)('error_in_stream ends %s with the vendor’s error', async (name) => {
    const outcome = await meet(name, { kind: 'error_in_stream' });
    expect(outcome).toMatchObject({ saw: 'error', message: expect.stringMatching(/overloaded/iu) });
  });

  test.for(names)('empty_body has no answer at %s', async (name) => {
    const outcome = await meet(name, { kind: 'empty_body' });
    expect(outcome.saw === 'error' || outcome.text === '').toBe(true);
  });

  test.for(names)('slow_drip comes whole in the end at %s', async (name) => {
    expect(await meet(name, { kind: 'slow_drip', pause: '1ms' })).toMatchObject({ saw: 'text', text });
  });

  test.for(['hang', 'hang_in_stream'].flatMap((kind) => names.map((name) => [kind, name] as const)))(
    '%s at %s ends by abort alone',
    async ([kind, name]) => {
      await using simulator = await startSimulator({ profile: profileOf({ kind }) });
      const abort = new AbortController();
      const waiting = (callers[name] as (typeof callers)[string])(clientsOf(simulator), abort.signal);
      while (simulator.stats().byFault[kind] === undefined) await sleep(2);
      expect(simulator.stats()).toMatchObject({ inFlight: 1, aborted: 0 });
      abort.abort();
      const outcome = await waiting;
      // OpenAI's and Anthropic's iterators end without an error when they are aborted in a stream.
      expect(outcome.saw === 'error' || outcome.finish === 'none').toBe(true);
      while (simulator.stats().inFlight > 0) await sleep(2);
      expect(simulator.stats()).toMatchObject({ aborted: 1, byStatus: {} });
    },
  );
});
