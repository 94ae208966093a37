import type { ResponseCache, RunStore } from '@sluice/core';

/** One place on disk or in memory that keeps both runs and cached answers. */
export interface Store extends AsyncDisposable {
  readonly runs: RunStore;
  readonly cache: ResponseCache;
  /** Everything accepted so far is durable when this resolves; the same as `runs.close()`. */
  close(): Promise<void>;
}
