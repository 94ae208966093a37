import { getEventListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { type AbortSignalLike, FailureError, type FailureType, isRetryable } from '@sluice/core';
import { expect, test } from 'vitest';
import {
  ask,
  contractKey,
  failureOf,
  faulty,
  openWorld,
  type ProviderContract,
  streamed,
  ways,
  whole,
} from './contract-world.ts';

const errors: readonly (readonly [fault: string, type: FailureType])[] = [
  ['error_400', 'invalid_request'],
  ['error_401', 'auth'],
  ['error_403', 'auth'],
  ['error_404', 'not_found'],
  ['error_context_length', 'context_length'],
  ['error_429', 'rate_limit'],
  ['error_429_no_retry_after', 'rate_limit'],
  ['error_quota', 'quota'],
  ['error_500', 'server_error'],
  ['error_503', 'overloaded'],
  ['error_529', 'overloaded'],
];

const broken: readonly (readonly [fault: string, whole: FailureType, streamed: FailureType])[] = [
  ['reset', 'network', 'network'],
  ['cut_stream', 'network', 'truncated_stream'],
  ['malformed_json', 'server_error', 'server_error'],
  ['empty_body', 'server_error', 'server_error'],
];

/** What each way to fail must become. */
export function failuresContract(contract: ProviderContract): void {
  const cases = errors.flatMap(([fault, type]) => ways.map(([way, options]) => [fault, type, way, options] as const));

  test.for(cases)('%s is %s (%s)', async ([fault, type, , options]) => {
    await using world = await openWorld(contract, faulty({ kind: fault }));
    const failure = await failureOf(world.model.generate(ask(), options()));
    expect(failure).toMatchObject({ type, status: expect.any(Number), title: expect.stringMatching(/.../) });
    // The engine retries, never the SDK.
    expect(world.simulator.stats().total).toBe(1);
  });

  test.for(ways)('the wait that the vendor asks for is kept (%s)', async ([, options]) => {
    await using world = await openWorld(contract, faulty({ kind: 'error_429', retry_after: '7s' }));
    expect((await failureOf(world.model.generate(ask(), options()))).retryAfterMs).toBe(7000);
    await using silent = await openWorld(contract, faulty({ kind: 'error_429_no_retry_after' }));
    expect((await failureOf(silent.model.generate(ask(), options()))).retryAfterMs).toBeUndefined();
  });

  const breaks = broken.flatMap(([fault, plain, flowing]) => [
    [fault, 'whole', plain, whole] as const,
    [fault, 'streamed', flowing, () => streamed()] as const,
  ]);

  test.for(breaks)('%s of a %s answer is %s', async ([fault, , type, options]) => {
    await using world = await openWorld(contract, faulty({ kind: fault }));
    const failure = await failureOf(world.model.generate(ask(), options()));
    // A broken stream without a byte of answer is as broken as one in its middle.
    const allowed = fault === 'empty_body' || fault === 'malformed_json' ? [type, 'truncated_stream'] : [type];
    expect(allowed).toContain(failure.type);
    expect(isRetryable(failure.type)).toBe(true);
    expect(world.simulator.stats().total).toBe(1);
  });

  test('a stream that ends without its terminal marker is truncated, not a short answer', async () => {
    await using world = await openWorld(contract, faulty({ kind: 'end_early' }));
    expect((await failureOf(world.model.generate(ask(), streamed()))).type).toBe('truncated_stream');
  });

  test('an error inside a stream that began well is that error', async () => {
    await using world = await openWorld(contract, faulty({ kind: 'error_in_stream' }));
    expect((await failureOf(world.model.generate(ask(), streamed()))).type).toBe('overloaded');
  });

  test.for(ways)('nothing listens: network (%s)', async ([, options]) => {
    const port = await closedPort();
    const url = `http://127.0.0.1:${port}`;
    const provider = contract.open(
      { url, baseUrls: { openai: `${url}/v1`, anthropic: url, google: url } },
      contractKey,
    );
    const failure = await failureOf(provider.model(contract.model).generate(ask(), options()));
    expect(failure.type).toBe('network');
    expect(`${failure.code} ${failure.detail}`).toContain('ECONNREFUSED');
    await provider.close?.();
  });

  test.for(ways)('a signal that is aborted before the call sends nothing (%s)', async ([, options]) => {
    await using world = await openWorld(contract);
    const failure = await failureOf(world.model.generate(ask(), { ...options(), signal: AbortSignal.abort() }));
    expect(failure.type).toBe('cancelled');
    expect(world.simulator.stats().total).toBe(0);
  });

  const hangs = [
    ['hang', 'whole'],
    ['hang', 'streamed'],
    ['hang_in_stream', 'streamed'],
  ] as const;

  test.for(hangs)('an abort ends a call that hangs (%s, %s)', async ([fault, way]) => {
    await using world = await openWorld(contract, faulty({ kind: fault }));
    const abort = new AbortController();
    const call = world.model.generate(ask(), { ...(way === 'whole' ? whole() : streamed()), signal: abort.signal });
    const failed = failureOf(call);
    await expect.poll(() => world.simulator.stats().byFault[fault], { interval: 2 }).toBe(1);
    abort.abort();
    expect((await failed).type).toBe('cancelled');
    await expect.poll(() => world.simulator.stats().inFlight, { interval: 2 }).toBe(0);
  });

  test('an abort in the middle of a stream is no short answer', async () => {
    await using world = await openWorld(contract, faulty({ kind: 'hang_in_stream' }));
    const abort = new AbortController();
    const deltas: string[] = [];
    const onDelta = (text: string): void => {
      deltas.push(text);
      abort.abort();
    };
    expect((await failureOf(world.model.generate(ask(), { signal: abort.signal, onDelta }))).type).toBe('cancelled');
    expect(deltas.length).toBeGreaterThan(0);
  });

  test('a timer’s signal is a timeout, and a failure as the reason is kept', async () => {
    await using world = await openWorld(contract, faulty({ kind: 'hang' }));
    const timed = await failureOf(world.model.generate(ask(), { signal: AbortSignal.timeout(30) }));
    expect(timed.type).toBe('timeout');
    const reason = new FailureError({ type: 'budget', title: 'the budget is used up', detail: 'gone' });
    expect(await failureOf(world.model.generate(ask(), { signal: AbortSignal.abort(reason) }))).toBe(reason.failure);
  });

  test('any signal of the port’s shape will do', async () => {
    await using world = await openWorld(contract, faulty({ kind: 'hang' }));
    const abort = new AbortController();
    const { signal } = abort;
    const like: AbortSignalLike = {
      get aborted() {
        return signal.aborted;
      },
      get reason() {
        return signal.reason;
      },
      throwIfAborted: () => signal.throwIfAborted(),
      addEventListener: (type, listener, options) => signal.addEventListener(type, listener, options),
      removeEventListener: (type, listener) => signal.removeEventListener(type, listener),
    };
    const failed = failureOf(world.model.generate(ask(), { signal: like }));
    await expect.poll(() => world.simulator.stats().byFault['hang'], { interval: 2 }).toBe(1);
    abort.abort();
    expect((await failed).type).toBe('cancelled');
  });

  test.for(ways)('a call leaves no listener on the signal (%s)', async ([, options]) => {
    await using world = await openWorld(contract);
    const { signal } = new AbortController();
    await world.model.generate(ask(), { ...options(), signal });
    await using failing = await openWorld(contract, faulty({ kind: 'error_500' }));
    await failureOf(failing.model.generate(ask(), { ...options(), signal }));
    expect(getEventListeners(signal, 'abort').length).toBe(0);
  });

  test('a key is never in a failure', async () => {
    const kinds = [...errors.map(([fault]) => fault), ...broken.map(([fault]) => fault)];
    for (const kind of kinds) {
      await using world = await openWorld(contract, { keys: ['another-key'], ...faulty({ kind }) });
      const failed: unknown = await world.model.generate(ask(), whole()).catch((error: unknown) => error);
      const told = failed instanceof FailureError ? failed : new FailureError(await failureOf(Promise.reject(failed)));
      const text = [JSON.stringify(told.failure), told.message, told.stack, String(told.cause)].join('\n');
      expect(text).not.toContain(contractKey);
    }
  });

  test('a wrong key is auth, with a hint', async () => {
    await using world = await openWorld(contract, { keys: ['another-key'] });
    expect(await failureOf(world.model.generate(ask(), whole()))).toMatchObject({
      type: 'auth',
      hint: expect.stringContaining('key'),
    });
  });

  test('an unknown model is not found', async () => {
    await using world = await openWorld(contract, { models: { 'some-other-model': {} } });
    const failure = await failureOf(world.model.generate(ask(), whole()));
    expect(failure.type).toBe('not_found');
  });

  test('a limit of the vendor is told with what is left', async () => {
    await using world = await openWorld(contract, { models: { '*': { rate_limit: { requests_per_minute: 2 } } } });
    await world.model.generate(ask(), whole());
    await world.model.generate(ask(), streamed());
    const failure = await failureOf(world.model.generate(ask(), whole()));
    expect(failure.type).toBe('rate_limit');
    expect(failure.retryAfterMs).toBeGreaterThan(0);
    expect(failure.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('after a failure the same model answers', async () => {
    await using world = await openWorld(contract, { models: { '*': { faults: [{ kind: 'reset', times: 1 }] } } });
    await failureOf(world.model.generate(ask(), whole()));
    expect((await world.model.generate(ask(), whole())).finish).toBe('stop');
  });

  test('a provider may be closed twice', async () => {
    await using world = await openWorld(contract);
    await world.model.generate(ask(), whole());
    await world.provider.close?.();
    await world.provider.close?.();
  });
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
