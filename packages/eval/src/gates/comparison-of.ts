import type { MetricName } from '../metrics/metric-name.ts';
import type { Bound } from './bound.ts';
import { parseBound } from './bound.ts';
import type { Comparison } from './decide/index.ts';

export type ConditionKind = 'not_worse' | 'better' | 'within' | 'at_least' | 'at_most';

/** What a condition says, before its names are looked up. */
export interface ConditionText {
  readonly kind: ConditionKind;
  /** `margin`, `by` or `value`. */
  readonly bound: string | undefined;
  /** Whether `of:` or `than:` names another variant. */
  readonly relative: boolean;
}

export type ComparisonResult =
  | { readonly ok: true; readonly comparison: Comparison }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** Checks a bound's unit against its metric and condition; every bound has a unit, none is guessed. */
export function comparisonOf(text: ConditionText, metric: MetricName): ComparisonResult {
  if (metric.kind === 'cost_total') return wrong('a sum has no interval', 'gate `cost_per_case`, or cap it: `budget`');
  const bound = text.bound === undefined ? undefined : parseBound(text.bound);
  if (text.bound !== undefined && !bound) {
    return wrong(`\`${text.bound}\` is not a number with a unit`, unitHint(metric));
  }
  return text.kind === 'at_least' || text.kind === 'at_most'
    ? levelOf(text.kind, { bound, relative: text.relative, metric })
    : differenceOf(text.kind, { bound, metric });
}

interface Level {
  readonly bound: Bound | undefined;
  readonly relative: boolean;
  readonly metric: MetricName;
}

function levelOf(kind: 'at_least' | 'at_most', { bound, relative, metric }: Level): ComparisonResult {
  if (!bound) return wrong(`\`${kind}\` needs a value`, unitHint(metric));
  if (bound.unit === 'x') {
    if (!relative) return wrong('`x` is a ratio to another variant', 'name it with `of: VARIANT`');
    if (!isRatioMetric(metric))
      return wrong('a ratio needs a cost, a time or a count', 'use `not_worse` with `points`');
    return { ok: true, comparison: { kind, value: bound.value, of: 'baseline' } };
  }
  if (relative) return wrong('with `of:` the bound is a ratio', 'write it with `x`, such as `0.6x`');
  if (!unitsOf(metric).includes(bound.unit)) return wrong(`${bound.unit} is no unit of this metric`, unitHint(metric));
  return { ok: true, comparison: { kind, value: bound.value, of: 'absolute' } };
}

function differenceOf(
  kind: 'not_worse' | 'better' | 'within',
  { bound, metric }: { readonly bound: Bound | undefined; readonly metric: MetricName },
): ComparisonResult {
  if (!bound) {
    return kind === 'better'
      ? { ok: true, comparison: { kind, by: 0 } }
      : wrong(`\`${kind}\` needs a margin`, unitHint(metric));
  }
  const relative = bound.unit === '%' && isRatioMetric(metric);
  // "Not worse by more than 10 %" of a cost or a time is a ratio of at most 1.1, "better by 10 %" one of at most 0.9.
  if (relative && kind === 'better' && bound.value < 1) {
    return { ok: true, comparison: { kind: 'at_most', value: 1 - bound.value, of: 'baseline' } };
  }
  if (relative && kind === 'not_worse') {
    return { ok: true, comparison: { kind: 'at_most', value: 1 + bound.value, of: 'baseline' } };
  }
  const units = isRatioMetric(metric) ? unitsOf(metric) : ['points'];
  if (!units.includes(bound.unit)) return wrong(`${bound.unit} is no unit of this margin`, unitHint(metric));
  return kind === 'better'
    ? { ok: true, comparison: { kind, by: bound.value } }
    : { ok: true, comparison: { kind, margin: bound.value } };
}

function isRatioMetric(metric: MetricName): boolean {
  return (
    metric.kind === 'cost_per_success' ||
    metric.kind === 'cost_per_case' ||
    isCount(metric) ||
    metric.kind === 'latency'
  );
}

function isCount(metric: MetricName): boolean {
  return metric.kind === 'tokens';
}

function unitsOf(metric: MetricName): readonly string[] {
  switch (metric.kind) {
    case 'cost_per_success':
    case 'cost_per_case':
      return ['usd'];
    case 'latency':
      return ['s'];
    case 'tokens':
      return [];
    default:
      return ['%', 'points'];
  }
}

function unitHint(metric: MetricName): string {
  switch (metric.kind) {
    case 'cost_per_success':
    case 'cost_per_case':
      return 'money is written `0.02 usd`, a ratio to another variant `0.6x` with `of:`';
    case 'tokens':
      return 'tokens are gated as a ratio to another variant: `1.2x` with `of:`';
    case 'latency':
      return 'times are written `4s` or `250ms`, a ratio to another variant `1.1x` with `of:`';
    default:
      return 'levels are written `80%`, margins `2 points`';
  }
}

function wrong(message: string, hint: string): ComparisonResult {
  return { ok: false, message, hint };
}
