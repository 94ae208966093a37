import type { Store } from '../store.ts';
import { MemoryCache } from './memory-cache.ts';
import { MemoryRuns } from './memory-runs.ts';

/** A store that writes nothing anywhere; for tests, and for runs that nobody wants to keep. */
export function memoryStore(): Store {
  const runs = new MemoryRuns();
  const close = (): Promise<void> => runs.close();
  return { runs, cache: new MemoryCache(), close, [Symbol.asyncDispose]: close };
}
