import type { MetricUnit, MetricValue } from '../metrics/metric-value.ts';

/** `87.3 %`, `0.412`, `2.53 s`, `$0.0012`: as every text report shows a number. */
export function formatNumber(value: number, unit: MetricUnit): string {
  switch (unit) {
    case 'rate':
      return `${(value * 100).toFixed(1)} %`;
    case 'score':
      return value.toFixed(3);
    case 's':
      return value < 0.01 ? `${(value * 1000).toFixed(1)} ms` : `${value.toFixed(2)} s`;
    case 'usd':
      return formatUsd(value);
    case 'tokens':
      return value.toFixed(value < 100 ? 1 : 0);
  }
}

/** Dollars with two significant digits at least, never `$0.00` for something. */
export function formatUsd(value: number): string {
  if (value === 0) return '$0';
  const size = Math.abs(value);
  if (size >= 1) return `$${value.toFixed(2)}`;
  // Three digits from a cent up, two below: more would be noise.
  const significant = size >= 0.01 ? 2 : 1;
  const digits = Math.min(9, significant - Math.floor(Math.log10(size)));
  return `$${value.toFixed(digits)}`;
}

/** `87.3 % [82.1, 91.0]`, or `unknown`. */
export function formatMetric(metric: MetricValue | undefined): string {
  if (metric === undefined) return '-';
  if (metric.value === null) return 'unknown';
  const main = formatNumber(metric.value, metric.unit);
  if (metric.method === 'sum') return main;
  return `${main} [${end(metric.low, metric.unit)}, ${end(metric.high, metric.unit)}]`;
}

function end(value: number | null, unit: MetricUnit): string {
  if (value === null) return '?';
  if (unit === 'rate') return (value * 100).toFixed(1);
  if (unit === 's') return value < 0.01 ? `${(value * 1000).toFixed(1)} ms` : value.toFixed(2);
  return formatNumber(value, unit).replace(/^\$/u, '');
}
