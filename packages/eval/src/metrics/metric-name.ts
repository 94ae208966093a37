import type { TableShape } from '../records/sample-table.ts';

/** What a gate or a table may ask of a variant. */
export type MetricName =
  | { readonly kind: 'score'; readonly scorer: string }
  | { readonly kind: 'success_rate' }
  | { readonly kind: 'error_rate' }
  | { readonly kind: 'event_rate'; readonly event: EventName }
  | { readonly kind: 'cost_per_success' }
  | { readonly kind: 'cost_per_case' }
  | { readonly kind: 'cost_total' }
  | { readonly kind: 'latency'; readonly percentile: number; readonly of: 'latency' | 'ttft' }
  | { readonly kind: 'tokens'; readonly of: 'input' | 'output' }
  /** Of k samples of a case, `any` (pass@k) or `all` (pass^k) succeed. */
  | { readonly kind: 'pass'; readonly of: 'any' | 'all'; readonly k: number };

export type EventName = 'retry' | 'fallback' | 'refusal' | 'truncation';

/** Metrics besides the scorers' own. */
export const builtinMetrics: readonly string[] = [
  'success_rate',
  'error_rate',
  'refusal_rate',
  'retry_rate',
  'fallback_rate',
  'truncation_rate',
  'cost_per_success',
  'cost_per_case',
  'cost_total',
  'latency_p50',
  'latency_p90',
  'latency_p95',
  'latency_p99',
  'ttft_p50',
  'ttft_p95',
  'input_tokens',
  'output_tokens',
];

/** `undefined` for a name that is neither a metric nor a scorer. A scorer's id wins. */
export function parseMetric(name: string, shape: Pick<TableShape, 'scorers'>): MetricName | undefined {
  if (shape.scorers.some(({ id }) => id === name)) return { kind: 'score', scorer: name };
  switch (name) {
    case 'success':
    case 'success_rate':
      return { kind: 'success_rate' };
    case 'error_rate':
    case 'cost_per_success':
    case 'cost_per_case':
    case 'cost_total':
      return { kind: name };
    case 'input_tokens':
      return { kind: 'tokens', of: 'input' };
    case 'output_tokens':
      return { kind: 'tokens', of: 'output' };
    default:
      return percentile(name) ?? eventRate(name) ?? passRate(name);
  }
}

/** Names of the metrics that repeats make possible, from 2 samples up to as many as there are (at most 8). */
export function passMetrics(repeat: number): readonly string[] {
  const sizes = Array.from({ length: Math.max(0, Math.min(8, repeat) - 1) }, (_, index) => index + 2);
  return sizes.flatMap((k) => [`pass_at_${k}`, `pass_hat_${k}`]);
}

function passRate(name: string): MetricName | undefined {
  const match = /^pass_(at|hat)_([1-9]\d*)$/u.exec(name);
  return match ? { kind: 'pass', of: match[1] === 'at' ? 'any' : 'all', k: Number(match[2]) } : undefined;
}

function percentile(name: string): MetricName | undefined {
  const match = /^(latency|ttft)_p(\d{1,2}(?:\.\d+)?)$/u.exec(name);
  if (!match) return undefined;
  const share = Number(match[2]) / 100;
  if (!(share > 0 && share < 1)) return undefined;
  return { kind: 'latency', percentile: share, of: match[1] === 'ttft' ? 'ttft' : 'latency' };
}

function eventRate(name: string): MetricName | undefined {
  const event = /^(retry|fallback|refusal|truncation)_rate$/u.exec(name)?.[1];
  return event === undefined ? undefined : { kind: 'event_rate', event: event as EventName };
}
