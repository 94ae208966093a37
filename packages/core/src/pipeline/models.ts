import type { Span } from '../errors/span.ts';
import type { ModelParams } from '../model/model.ts';

/** What an alias under `models:` stands for. */
export type ModelAlias = SingleModel | FallbackChain;

export interface SingleModel {
  readonly type: 'single';
  /** `provider/model`. */
  readonly use: string;
  readonly params: ModelParams;
  readonly at: Span;
}

/** The next one on a provider's failure. */
export interface FallbackChain {
  readonly type: 'fallback';
  /** Names of aliases or model references, first to last. */
  readonly chain: readonly string[];
  readonly breaker?: { readonly failures: number; readonly cooldownMs: number };
  readonly at: Span;
}

/** `pipeline aliases over config aliases`; a name with a slash is a reference itself. */
export type ModelAliases = { readonly [name: string]: ModelAlias };
