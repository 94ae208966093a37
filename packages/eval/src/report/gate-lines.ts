import type { ComparisonResult, GateResult } from '../result/eval-result.ts';

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
  const parts = [gate.reason];
  if (gate.verdict === 'inconclusive' && gate.needed !== null) {
    const equal = gate.needed_if_equal === undefined ? '' : ` (${gate.needed_if_equal} if there is no difference)`;
    parts.push(`needs about ${gate.needed} more cases${equal}`);
  }
  const text = parts.filter((part) => part !== '').join('; ');
  return text === '' ? undefined : text;
}

export function comparisonLine(comparison: ComparisonResult): string {
  const { difference, table } = comparison;
  const scale = /cost|latency|ttft|tokens/u.test(comparison.metric) ? plain : points;
  const p =
    comparison.p_value === null ? '' : `, p ${comparison.p_value < 0.001 ? '< 0.001' : comparison.p_value.toFixed(3)}`;
  const counts = table
    ? `; both ${table.both}, only ${comparison.baseline} ${table.only_baseline}, only ${comparison.candidate} ${table.only_candidate}, neither ${table.neither}`
    : '';
  const interval = `[${open(difference.low, scale)}, ${open(difference.high, scale)}]`;
  return `${scale(difference.value)} ${interval} (${difference.method}, n ${comparison.n}${p})${counts}`;
}

type Scale = (value: number) => string;

function scaleOf(gate: GateResult): Scale {
  if (/\dx$/u.test(gate.condition) || /\d+(\.\d+)?x\b/u.test(gate.condition)) return (value) => `${value.toFixed(3)}x`;
  if (/\busd\b|cost/u.test(gate.condition)) return (value) => `$${value.toPrecision(3)}`;
  if (/latency|ttft/u.test(gate.condition)) return (value) => `${value.toFixed(3)} s`;
  return /^(at_least|at_most)/u.test(gate.condition) ? (value) => `${(value * 100).toFixed(1)} %` : points;
}

function points(value: number): string {
  return `${value > 0 ? '+' : ''}${(value * 100).toFixed(1)} points`;
}

function plain(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toPrecision(3)}`;
}

function open(value: number | null, scale: Scale): string {
  return value === null ? '?' : scale(value).replace(/ (points|%|s)$/u, '');
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}
