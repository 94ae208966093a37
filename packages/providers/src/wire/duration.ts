const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `48.9s`, `2ms`, `1m30.5s`, `6h` or a bare number of seconds, in whole milliseconds (rounded up). */
export function durationMs(text: string): number | undefined {
  const trimmed = text.trim().replace(/\.$/, '');
  if (/^[0-9]+(\.[0-9]+)?$/.test(trimmed)) return Math.ceil(Number(trimmed) * 1000);
  if (!/^([0-9]+(\.[0-9]+)?(ms|s|m|h|d))+$/.test(trimmed)) return undefined;
  let total = 0;
  for (const [, count, unit] of trimmed.matchAll(/([0-9]+(?:\.[0-9]+)?)(ms|s|m|h|d)/g)) {
    total += Number(count) * (unitMs[unit ?? ''] ?? 0);
  }
  return Math.ceil(Number(total.toFixed(6)));
}
