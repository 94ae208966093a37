import type {
  Clock,
  Model,
  ModelRequest,
  ModuleHost,
  OpenTool,
  PriceBook,
  ResponseCache,
  RunStore,
  ToolSpec,
} from '@sluice/core';
import type { Breakers } from './calls/breaker.ts';
import type { Limits } from './limits/limits.ts';

/** Everything impure that a run needs. Shared by all runs of a process. */
export interface Host {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly providers: ProviderSource;
  readonly prices: PriceBook;
  readonly tools: ToolSource;
  readonly modules: ModuleHost;
  readonly store: RunStore;
  readonly cache: ResponseCache;
  readonly limits: Limits;
  readonly breakers: Breakers;
  /** A stream of which nothing arrives for so long fails as a `timeout`. Default: 120 s. */
  readonly streamIdleMs?: number;
  /** Absent where no secret is known. */
  readonly redactor?: Redactor;
  /** For budgets; absent: a cautious guess from the length of the text. */
  readonly estimateInputTokens?: (request: ModelRequest, model: string) => number;
}

export interface ProviderSource {
  /** `reference` is `provider/model`. Rejects with `FailureError` where the key is missing or the client cannot be made. */
  resolve(reference: string): Promise<Model>;
}

/** Opens each declared tool once. */
export interface ToolSource {
  open(spec: ToolSpec): Promise<OpenTool>;
}

/** Replaces the values of secrets wherever they appear in what is about to be kept. */
export interface Redactor {
  redact<T>(value: T): T;
}
