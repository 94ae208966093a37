import type { ComparisonResult, GateResult } from '../result/eval-result.ts';
import { formatUsd } from '../result/format.ts';

/** `estimate +1.2 points [-0.4, +2.8], bound -2 points, tango, n 80`. */
export function gateDetail(gate: GateResult): string {
  const scale = scaleOf(gate);
  const parts: string[] = [];
  if (gate.estimate !== null) {
    parts.push(`${scale(gate.estimate)} [${open(gate.low, scale)}, ${open(gate.high, scale)}]`);
    parts.push(`bound ${scale(gate.bound)}`, `${percent(gate.confidence)} one-sided`, gate.method, `n ${gate.n}`);
  }
  return parts.join(', ');
}

/** What to do about an open or an invalid condition. */
export function gateAdvice(gate: GateResult): string | undefined {
  if (gate.reason !== '') return gate.reason;
  return gate.needed === null ? undefined : `needs about ${gate.needed} more cases`;
}

/** `-0.8 points [-4.5, +2.7], p 0.629 (tango, n 241); 9 lost, 7 won`. */
export function comparisonLine(comparison: ComparisonResult): string {
  const { difference, table, p_value: p } = comparison;
  const scale = scaleOfMetric(comparison.metric);
  const interval = `[${open(difference.low, scale)}, ${open(difference.high, scale)}]`;
  const chance = p === null ? '' : `, p ${p < 0.001 ? '< 0.001' : p.toFixed(3)}`;
  const counts = table ? `; ${table.only_baseline} lost, ${table.only_candidate} won` : '';
  return `${scale(difference.value)} ${interval}${chance} (${difference.method}, n ${comparison.n})${counts}`;
}

function scaleOfMetric(metric: string): Scale {
  if (metric === 'cost_per_case') return (value) => `${value < 0 ? '-' : '+'}${formatUsd(Math.abs(value))}`;
  if (metric === 'latency') return (value) => `${value < 0 ? '-' : '+'}${(Math.abs(value) * 1000).toFixed(1)} ms`;
  return points;
}

type Scale = (value: number) => string;

function scaleOf({ unit }: GateResult): Scale {
  switch (unit) {
    case 'x':
      return (value) => `${value.toFixed(3)}x`;
    case 'usd':
      return (value) => `${value < 0 ? '-' : ''}$${Math.abs(value).toPrecision(3)}`;
    case 's':
      return (value) => `${value.toFixed(3)} s`;
    case '%':
      return (value) => `${(value * 100).toFixed(1)} %`;
    case 'points':
      return points;
  }
}

function points(value: number): string {
  return `${value > 0 ? '+' : ''}${(value * 100).toFixed(1)} points`;
}

function open(value: number | null, scale: Scale): string {
  return value === null ? '?' : scale(value).replace(/ (points|%|s|ms)$/u, '');
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}
