import type { EvalResult, VariantResult } from '../result/eval-result.ts';
import { formatMetric } from '../result/format.ts';

/** Metrics of the model table, first to last; a scorer's metrics come before them. */
const tail = ['success_rate', 'error_rate', 'cost_per_case', 'cost_per_success', 'latency_p50', 'latency_p95'] as const;

const titles: { readonly [metric: string]: string } = {
  success_rate: 'success',
  error_rate: 'errors',
  cost_per_case: 'cost / case',
  cost_per_success: 'cost / success',
  latency_p50: 'p50',
  latency_p95: 'p95',
};

export interface Column {
  readonly metric: string;
  readonly title: string;
}

/** The columns that this result has: scorers first, then success, errors, money and time. */
export function columnsOf(result: EvalResult): readonly Column[] {
  const names = new Set(result.variants.flatMap((variant) => Object.keys(variant.metrics)));
  return [...result.scorers, ...tail.filter((name) => names.has(name))].map((metric) => ({
    metric,
    title: titles[metric] ?? metric,
  }));
}

export function cell(variant: VariantResult, column: Column): string {
  return formatMetric(variant.metrics[column.metric]);
}
