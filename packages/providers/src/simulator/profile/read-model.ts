import {
  type FaultRule,
  faultKinds,
  type Jitter,
  type LatencyProfile,
  type LimitProfile,
  type ModelProfile,
} from './profile.ts';
import type { ProfileNode } from './profile-node.ts';

const modelFields = [
  'latency',
  'rate_limit',
  'faults',
  'quality',
  'reasoning_tokens',
  'cached_share',
  'context_window',
  'refuses',
] as const;

/** Reads one entry of `models`. */
export function readModel(pattern: string, node: ProfileNode): ModelProfile {
  node.object(modelFields);
  return {
    pattern,
    latency: readLatency(node.field('latency')),
    limits: node.field('rate_limit').absent ? undefined : readLimits(node.field('rate_limit')),
    faults: node.field('faults').items().map(readFault),
    quality: node.field('quality').share(),
    reasoningTokens: node.field('reasoning_tokens').number(0, Infinity) ?? 0,
    cachedShare: node.field('cached_share').share() ?? 0,
    contextWindow: node.field('context_window').number(1, Infinity),
    refuses: node
      .field('refuses')
      .items()
      .flatMap((item) => item.string() ?? []),
  };
}

/** A time, or an object: `latency: 20ms` is `latency: { first_token: 20ms }`. */
function readLatency(node: ProfileNode): LatencyProfile {
  const whole = typeof node.value === 'object' || node.absent;
  if (whole) node.object(['first_token', 'jitter', 'tokens_per_second']);
  return {
    firstTokenMs: (whole ? node.field('first_token') : node).duration() ?? 0,
    jitter: readJitter(node.field('jitter')),
    tokensPerSecond: node.field('tokens_per_second').number(0.001, Infinity) ?? Infinity,
  };
}

function readJitter(node: ProfileNode): Jitter {
  const none: Jitter = { shape: 'none', spread: 0 };
  if (node.absent || node.value === 'none') return none;
  const parts = /^(lognormal|uniform)\s+(\d*\.?\d+)$/u.exec(String(node.value));
  if (parts === null)
    return node.problem('must be `none`, `lognormal SIGMA` or `uniform SHARE`, such as `lognormal 0.3`') ?? none;
  return { shape: parts[1] === 'uniform' ? 'uniform' : 'lognormal', spread: Number(parts[2]) };
}

function readLimits(node: ProfileNode): LimitProfile {
  node.object([
    'requests_per_minute',
    'tokens_per_minute',
    'input_tokens_per_minute',
    'output_tokens_per_minute',
    'burst',
  ]);
  return {
    requestsPerMinute: node.field('requests_per_minute').number(0, Infinity),
    tokensPerMinute: node.field('tokens_per_minute').number(0, Infinity),
    inputTokensPerMinute: node.field('input_tokens_per_minute').number(0, Infinity),
    outputTokensPerMinute: node.field('output_tokens_per_minute').number(0, Infinity),
    burst: node.field('burst').number(0.0001, 1) ?? 1,
  };
}

const faultFields = [
  'kind',
  'rate',
  'on_request',
  'times',
  'times_per_request',
  'match',
  'route',
  'retry_after',
  'after',
  'pause',
] as const;

function readFault(node: ProfileNode, position: number): FaultRule {
  node.object(faultFields);
  if (node.field('kind').absent) node.problem('needs a `kind`');
  const onRequest = node.field('on_request');
  return {
    kind: node.field('kind').oneOf(faultKinds) ?? 'error_500',
    position,
    rate: node.field('rate').share(),
    onRequest: onRequest.absent ? undefined : new Set(onRequest.items().map((item) => item.number(1, Infinity) ?? 0)),
    times: node.field('times').number(0, Infinity) ?? Infinity,
    timesPerRequest: node.field('times_per_request').number(0, Infinity) ?? Infinity,
    match: node.field('match').regex(),
    route: node.field('route').regex(),
    retryAfterMs: node.field('retry_after').duration() ?? 1000,
    afterShare: node.field('after').share() ?? 0.5,
    pauseMs: node.field('pause').duration() ?? 100,
  };
}
