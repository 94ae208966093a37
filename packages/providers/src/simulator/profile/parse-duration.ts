const factors: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `20ms`, `1.5s`, `2m`, `1h` or a bare number of milliseconds; `undefined` for anything else. */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const parts = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/u.exec(value.trim());
  return parts === null ? undefined : Number(parts[1]) * (factors[parts[2] ?? ''] ?? Number.NaN);
}
