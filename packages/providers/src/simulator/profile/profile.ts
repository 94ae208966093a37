import type { TokenMode } from '../tokens/count-tokens.ts';
import type { JsonObject } from '../wire/json.ts';

/** A simulator profile, read and checked. Times are milliseconds, shares are in [0, 1]. */
export interface Profile {
  readonly kind: 'profile';
  readonly name: string;
  /** Everything that is drawn depends on it. */
  readonly seed: number;
  readonly tokens: TokenMode;
  /** The keys that are accepted; `undefined`: any key is. */
  readonly keys: readonly string[] | undefined;
  /** How far hard cases are hard for every model: the correlation of the models' latent ability. 0: independent. */
  readonly difficulty: number;
  /** In the order written; the first pattern that fits a model's name wins. */
  readonly models: readonly ModelProfile[];
  /** In the order written; the first rule that has an answer wins. */
  readonly answers: readonly AnswerRule[];
}

/** How one model, or every model of a pattern, behaves. */
export interface ModelProfile {
  readonly pattern: string;
  readonly latency: LatencyProfile;
  readonly limits: LimitProfile | undefined;
  readonly faults: readonly FaultRule[];
  /** Share of right answers where a rule does not say its own. */
  readonly quality: number | undefined;
  /** Hidden reasoning tokens that every answer reports. */
  readonly reasoningTokens: number;
  /** Share of each prompt that is reported as read from the prompt cache. */
  readonly cachedShare: number;
  /** Prompts above this many tokens are refused as too long. */
  readonly contextWindow: number | undefined;
  /** Request parameters that this model refuses, by their name on the wire. */
  readonly refuses: readonly string[];
}

export interface LatencyProfile {
  readonly firstTokenMs: number;
  readonly jitter: Jitter;
  /** `Infinity`: all at once. */
  readonly tokensPerSecond: number;
}

/** `lognormal`: times exp(spread × normal), median 1. `uniform`: times a number in 1 ± spread. */
export interface Jitter {
  readonly shape: 'none' | 'lognormal' | 'uniform';
  readonly spread: number;
}

/** Token buckets that refill steadily; `undefined` is no limit. */
export interface LimitProfile {
  readonly requestsPerMinute: number | undefined;
  readonly tokensPerMinute: number | undefined;
  readonly inputTokensPerMinute: number | undefined;
  readonly outputTokensPerMinute: number | undefined;
  /** Share of a minute's allowance that may be used at once. */
  readonly burst: number;
}

export const faultKinds = [
  'error_400',
  'error_401',
  'error_403',
  'error_404',
  'error_context_length',
  'error_429',
  'error_429_no_retry_after',
  'error_quota',
  'error_500',
  'error_503',
  'error_529',
  'error_in_stream',
  'hang',
  'hang_in_stream',
  'reset',
  'cut_stream',
  'end_early',
  'malformed_json',
  'slow_drip',
  'empty_body',
  'refusal',
  'content_filter',
  'truncated',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** When and how an answer goes wrong. Without `rate` and `onRequest` it always does. */
export interface FaultRule {
  readonly kind: FaultKind;
  /** Position among the model's faults: part of the draw's seed. */
  readonly position: number;
  readonly rate: number | undefined;
  /** Which requests to the model, counted from 1. */
  readonly onRequest: ReadonlySet<number> | undefined;
  /** Fires at most this often. */
  readonly times: number;
  /** Fires at most this often for one and the same request. */
  readonly timesPerRequest: number;
  readonly match: RegExp | undefined;
  readonly route: RegExp | undefined;
  readonly retryAfterMs: number;
  /** Where in the answer a broken stream breaks, or the pause of a slow one. */
  readonly afterShare: number;
  readonly pauseMs: number;
}

/** Where a rule looks for its case key or its condition. */
export type PromptPart = 'last_user' | 'system' | 'everything' | 'tool_result';

/** One way to answer. */
export interface AnswerRule {
  /** Names the rule in statistics, and is part of the seed of its draws. */
  readonly name: string;
  readonly match: MatchCondition | undefined;
  readonly when: WhenCondition;
  readonly give: AnswerSource;
  /** Share of right answers by model; `undefined`: the model's own. */
  readonly quality: readonly QualityRule[];
  /** Chance that a repetition of the same request is drawn anew. */
  readonly varies: number;
}

/** `regex`'s first group is the case key. */
export interface MatchCondition {
  readonly pattern: RegExp | undefined;
  readonly contains: string | undefined;
  readonly from: PromptPart;
}

/** Further conditions, all of which must hold. */
export interface WhenCondition {
  readonly system: RegExp | undefined;
  readonly user: RegExp | undefined;
  readonly model: RegExp | undefined;
  readonly tool: string | undefined;
  readonly afterTool: boolean | undefined;
  readonly schema: boolean | undefined;
}

export interface QualityRule {
  readonly model: RegExp;
  readonly share: number;
}

export type AnswerSource =
  | { readonly kind: 'table'; readonly table: AnswerTable }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'echo' }
  | { readonly kind: 'random' }
  | { readonly kind: 'refusal'; readonly text: string }
  | { readonly kind: 'calls'; readonly calls: readonly CallTemplate[] };

/** A tool call to make; without arguments they are drawn from the tool's schema. */
export interface CallTemplate {
  readonly name: string;
  readonly arguments: JsonObject | undefined;
}

/** Right and wrong answers by case key. */
export interface AnswerTable {
  readonly rows: ReadonlyMap<string, AnswerRow>;
  /** All different right answers: where a row has no wrong one, another row's right one serves. */
  readonly rights: readonly unknown[];
}

export interface AnswerRow {
  readonly right: unknown;
  readonly wrong: readonly unknown[];
}
