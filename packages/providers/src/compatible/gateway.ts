import type { JsonObject } from '@sluice/core';

/** What differs between the vendors that speak OpenAI's wire. One row each in `gateways.ts`. */
export interface Gateway {
  /** As a configuration names it. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Hosts by which it is recognised where no name is given. */
  readonly hosts: RegExp | undefined;
  /** `undefined`: the configuration must say where it runs. */
  readonly baseUrl: string | undefined;
  /** The environment variable in which its key customarily is; `undefined`: it needs none. */
  readonly keyVariable: string | undefined;
  /** `api-key` is Azure's header. */
  readonly auth: 'bearer' | 'api-key';
  /** Whether `/responses` exists beside `/chat/completions`. */
  readonly responses: boolean;
  readonly maxTokens: 'max_completion_tokens' | 'max_tokens';
  readonly seed: 'seed' | 'random_seed' | 'none';
  readonly topK: boolean;
  readonly stop: boolean;
  /** `object`: only "some JSON", and the schema goes into the system message, as the vendor documents. */
  readonly output: 'json_schema' | 'json_object' | 'none';
  /** `thinking` can only be switched on or off. */
  readonly reasoning: 'reasoning_effort' | 'reasoning' | 'thinking' | 'none';
  readonly tools: boolean;
  /** The word for "some tool must be called". */
  readonly requiredTool: 'required' | 'any';
  readonly serviceTier: boolean;
  readonly metadata: boolean;
  /** Whether `stream_options.include_usage` must be sent to get usage; others send it anyway or refuse the field. */
  readonly streamOptions: boolean;
  /** `cache_control`: marks are passed on to Anthropic behind it. Elsewhere caching is automatic. */
  readonly cacheMarks: 'cache_control' | 'none';
  readonly images: boolean;
  readonly files: 'file' | 'document_url' | 'none';
  /** Fields of an assistant's message that are sent back as they came. */
  readonly sendBack: readonly string[];
  /** Always sent. */
  readonly body: JsonObject;
  readonly usage: UsageRules;
  readonly embedding: EmbeddingRules;
}

/** How the counters of Chat Completions include one another. Measured on recordings; see docs/providers.md. */
export interface UsageRules {
  /** `outside`: `completion_tokens` leaves reasoning out. A reasoning that is the larger number is outside whatever this says. */
  readonly reasoning: 'inside' | 'outside';
  /** Models whose `prompt_tokens` leave cached tokens out. */
  readonly cachedOutside: RegExp | undefined;
  /** What `total_tokens` holds beyond prompt and completion. */
  readonly beyondTotal: 'thinking' | 'audio' | 'nothing';
  /** Where the vendor's own bill is: dollars, dollars by part, or 1e-10 dollars. */
  readonly bill: 'cost' | 'cost.total_cost' | 'cost_in_usd_ticks' | 'none';
}

export interface EmbeddingRules {
  /** Below the base URL. */
  readonly path: string;
  /** The most texts in one request. */
  readonly batch: number;
  readonly encoding: 'float' | 'base64_int8';
}
