/** How often each run of `order` neighbouring items occurs. */
export function ngrams(items: readonly string[], order: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + order <= items.length; start += 1) {
    const key = items.slice(start, start + order).join('\u0000');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Occurrences that both have. */
export function overlap(first: ReadonlyMap<string, number>, second: ReadonlyMap<string, number>): number {
  let shared = 0;
  for (const [key, count] of first) shared += Math.min(count, second.get(key) ?? 0);
  return shared;
}

/** All occurrences. */
export function occurrences(counts: ReadonlyMap<string, number>): number {
  let all = 0;
  for (const count of counts.values()) all += count;
  return all;
}
