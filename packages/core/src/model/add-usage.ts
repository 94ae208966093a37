import { noUsage, type ToolFees, type Usage } from './usage.ts';

/** Bucket by bucket; a bucket is unknown only where no call reported it. Raw objects are left out. */
export function addUsage(calls: readonly Usage[]): Usage {
  const [first, second] = calls;
  if (first === undefined) return noUsage;
  if (second === undefined) return first;
  const sum: { -readonly [name in keyof Usage]: Usage[name] } = { ...noUsage };
  for (const usage of calls) {
    for (const bucket of buckets) sum[bucket] = add(sum[bucket], usage[bucket]);
  }
  return {
    ...sum,
    requests: calls.map((usage) => usage.requests).reduce(addFees, {}),
    tier: same(calls.map((usage) => usage.tier)),
    geo: same(calls.map((usage) => usage.geo)),
    speed: same(calls.map((usage) => usage.speed)),
    sub: calls.flatMap((usage) => usage.sub),
    anomalies: [...new Set(calls.flatMap((usage) => usage.anomalies))],
  };
}

const buckets = [
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'cacheWrite',
  'inputAudio',
  'inputImage',
  'toolInput',
  'output',
  'reasoning',
  'outputAudio',
  'outputImage',
  'billedUsd',
] as const;

function add(left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined) return right;
  return right === undefined ? left : left + right;
}

function addFees(left: ToolFees, right: ToolFees): ToolFees {
  const sum: Record<string, number> = {};
  for (const fees of [left, right]) {
    for (const [name, count] of Object.entries(fees)) {
      if (typeof count === 'number') sum[name] = (sum[name] ?? 0) + count;
    }
  }
  if (left.other === undefined && right.other === undefined) return sum;
  return { ...sum, other: addFees(left.other ?? {}, right.other ?? {}) as { readonly [name: string]: number } };
}

function same(values: readonly (string | undefined)[]): string | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}
