import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ResponseCache } from '@sluice/core';

/**
 * Simulated answers are filed apart, by the content of their profile: a real run must never find one.
 * A simulator that runs elsewhere may change its profile at any time, so its answers are not kept.
 */
export function simulatedCache(cache: ResponseCache, profileOrUrl: string): ResponseCache {
  if (/^https?:/u.test(profileOrUrl)) {
    return { ...bound(cache), get: async () => undefined, set: async () => undefined };
  }
  const profile = createHash('sha256').update(readFileSync(profileOrUrl)).digest('hex').slice(0, 16);
  const keyOf = (key: string): string => `simulated/${profile}/${key}`;
  return {
    ...bound(cache),
    get: (key, now) => cache.get(keyOf(key), now),
    set: (key, entry) => cache.set(keyOf(key), entry),
  };
}

function bound(cache: ResponseCache): Pick<ResponseCache, 'stats' | 'prune'> {
  return { stats: () => cache.stats(), prune: (before) => cache.prune(before) };
}
