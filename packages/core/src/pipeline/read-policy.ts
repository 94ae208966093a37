import { type FailureType, retryableFailures } from '../errors/failure.ts';
import type { Json, JsonObject } from '../json.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import { parseDuration } from './duration.ts';
import type { CachePolicy, RetryPolicy, StepPolicy } from './policy.ts';

/** Where neither a step nor `defaults` says anything: three attempts, half a second doubled up to 20 s, full jitter. */
export const defaultRetry: RetryPolicy = {
  maxAttempts: 3,
  initialMs: 500,
  factor: 2,
  maxMs: 20_000,
  jitter: 'full',
  on: retryableFailures,
};

/** What `defaults:` and the keys of a step come to; each step's key wins over the default of the same name. */
export interface PolicySource {
  readonly step: LocatedJson;
  readonly defaults: LocatedJson | undefined;
  readonly effect: 'read' | 'write';
  /** Whether `defaults.timeout` is meant for this step: not for one that waits for its own steps or for a person. */
  readonly defaultTimeout: boolean;
}

export function readPolicy({ step, defaults, effect, defaultTimeout }: PolicySource): StepPolicy {
  const own = (step.value ?? {}) as JsonObject;
  const common = (defaults?.value ?? {}) as JsonObject;
  const timeoutMs = duration(own['timeout']) ?? (defaultTimeout ? duration(common['timeout']) : undefined);
  const attemptTimeoutMs = duration(own['attempt_timeout']) ?? duration(common['attempt_timeout']);
  const cache = effect === 'write' ? undefined : readCache(own['cache'] ?? common['cache']);
  return {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(attemptTimeoutMs === undefined ? {} : { attemptTimeoutMs }),
    retry: readRetry(asObject(own['retry']), asObject(common['retry'])),
    ...(cache === undefined ? {} : { cache }),
    effect,
  };
}

function readRetry(own: JsonObject, common: JsonObject): RetryPolicy {
  const backoff = { ...asObject(common['backoff']), ...asObject(own['backoff']) };
  return {
    maxAttempts: number(own['max_attempts'] ?? common['max_attempts']) ?? defaultRetry.maxAttempts,
    initialMs: duration(backoff['initial']) ?? defaultRetry.initialMs,
    factor: number(backoff['factor']) ?? defaultRetry.factor,
    maxMs: duration(backoff['max']) ?? defaultRetry.maxMs,
    jitter: backoff['jitter'] === 'none' ? 'none' : 'full',
    on: ((own['on'] ?? common['on']) as readonly FailureType[] | undefined) ?? defaultRetry.on,
  };
}

function readCache(cache: Json | undefined): CachePolicy | undefined {
  if (cache === undefined || cache === false || cache === null) return undefined;
  const ttlMs = duration(asObject(cache)['ttl']);
  return ttlMs === undefined ? {} : { ttlMs };
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function duration(value: Json | undefined): number | undefined {
  return typeof value === 'string' ? parseDuration(value) : undefined;
}

function number(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
