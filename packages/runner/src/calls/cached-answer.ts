import type { CacheEntry, ModelEnd, ResponseCache } from '@sluice/core';
import type { Session } from '../session.ts';
import type { Attempted } from './attempt-model.ts';
import type { BoundCall } from './model-call.ts';

/** Calls on their way, so that two equal ones at the same time are one. */
const underway = new WeakMap<ResponseCache, Map<string, Promise<ModelEnd | undefined>>>();

/** The answer from the cache, from an equal call that is on its way, or from `attempt`, which is then kept. */
export async function cachedAnswer(bound: BoundCall, attempt: () => Promise<Attempted>): Promise<ModelEnd> {
  const { session } = bound.call.instance;
  const mode = modeOf(bound);
  if (mode === 'off') return (await attempt()).event;
  const { cache } = session.host;
  if (mode !== 'refresh') {
    const entry = await cache.get(bound.key, session.host.clock.now());
    if (entry !== undefined)
      return await take(bound, { ...(JSON.parse(entry.value) as ModelEnd), cachedAt: entry.storedAt });
  }
  const calls = underway.get(cache) ?? new Map<string, Promise<ModelEnd | undefined>>();
  underway.set(cache, calls);
  for (let other = calls.get(bound.key); other !== undefined; other = calls.get(bound.key)) {
    const answer = await other;
    if (answer !== undefined) return await take(bound, answer);
    bound.signal.throwIfAborted();
  }
  const own = attempt();
  const leave = (): void => void calls.delete(bound.key);
  const shared = own.then(
    ({ event, narrowed }) => {
      leave();
      return narrowed ? undefined : event;
    },
    () => {
      leave();
      return undefined;
    },
  );
  calls.set(bound.key, shared);
  const { event, narrowed } = await own;
  if (mode !== 'read' && !narrowed) await keep(bound, event);
  return event;
}

function modeOf({ call }: BoundCall): 'read_write' | 'read' | 'refresh' | 'off' {
  const { instance, question } = call;
  const { options } = instance.session;
  const { policy } = instance.node;
  const wanted = policy.cache !== undefined || options.cacheByDefault;
  return wanted && policy.effect === 'read' && question.options.cache !== false ? options.cache : 'off';
}

/** The step gets the answer with its original usage, for nothing. */
async function take(bound: BoundCall, stored: ModelEnd): Promise<ModelEnd> {
  const { call, candidate, model, key, breaker } = bound;
  const { instance, number } = call;
  const { session, path, tally } = instance;
  const { originalCost = stored.cost } = stored;
  call.attempts += 1;
  breaker?.abandoned();
  const event: ModelEnd & { readonly at: number } = {
    type: 'model-end',
    at: session.host.clock.now(),
    path,
    call: number,
    attempt: call.attempts,
    alias: candidate.alias,
    model: model.id,
    requestKey: key,
    response: stored.response,
    finish: stored.finish,
    usage: stored.usage,
    cost: { known: true, nanoUsd: 0, source: 'recorded' },
    originalCost,
    fromCache: true,
    cachedAt: stored.cachedAt ?? session.host.clock.now(),
    ...(stored.latencyMs === undefined ? {} : { latencyMs: stored.latencyMs }),
    ...(stored.timeToFirstTokenMs === undefined ? {} : { timeToFirstTokenMs: stored.timeToFirstTokenMs }),
    waitedMs: 0,
  };
  await session.journal.durable(event);
  tally.answered(event);
  if (event.latencyMs === undefined) tally.latencyUnknown();
  instance.now += event.latencyMs ?? 0;
  return event;
}

async function keep({ call, key }: BoundCall, event: ModelEnd): Promise<void> {
  const { session, node } = call.instance;
  const now = session.host.clock.now();
  const ttl = node.policy.cache?.ttlMs;
  const { response, finish, usage, cost, latencyMs, timeToFirstTokenMs } = event;
  const kept = session.host.redactor?.redact(response) ?? response;
  const entry: CacheEntry = {
    value: JSON.stringify({ response: kept, finish, usage, cost, latencyMs, timeToFirstTokenMs }),
    storedAt: now,
    ...(ttl === undefined ? {} : { expiresAt: now + ttl }),
  };
  await store(session, key, entry);
}

/** A cache that cannot keep an answer must not cost the run its answer. */
async function store(session: Session, key: string, entry: CacheEntry): Promise<void> {
  try {
    await session.host.cache.set(key, entry);
  } catch (error) {
    session.warnings.push(`the response cache could not keep an answer: ${String(error)}`);
  }
}
