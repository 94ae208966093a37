import type { AbortSignalLike } from '../host.ts';
import type { JsonObject, JsonSchema } from '../json.ts';
import type { Message, Part, ToolCallPart } from './message.ts';
import type { Usage } from './usage.ts';

/** What a vendor, a recording or the simulator must be: one call, no retries, no cache, no price. */
export interface Model {
  /** `provider/model`, as prices and events name it. */
  readonly id: string;
  /** Answers come from a recording: nothing is paid for a call, and an answer also depends on the request's origin. */
  readonly recorded?: boolean;
  /** Loads what the first call needs (a vendor's SDK), so that its time is no part of that call's. */
  prepare?(): Promise<void>;
  /** Names of the parameters that this model does not take: a diagnostic before the call, never dropped. */
  unsupported(request: ModelRequest): readonly UnsupportedParameter[];
  /** Answers once. Throws `FailureError`; an answer without the vendor's terminal marker is `truncated_stream`. */
  generate(request: ModelRequest, options: GenerateOptions): Promise<ModelResponse>;
}

export interface UnsupportedParameter {
  readonly name: keyof ModelParams | 'output' | 'tools' | 'image' | 'file';
  readonly why: string;
  readonly hint?: string;
}

export interface ModelProvider {
  /** The first part of a model reference. */
  readonly name: string;
  model(name: string): Model;
  embedder?(name: string): Embedder;
  close?(): Promise<void>;
}

export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly params: ModelParams;
  /** JSON output by this schema, in the vendor's own way where it has one. */
  readonly output?: { readonly name: string; readonly schema: JsonSchema };
  readonly tools?: readonly ToolDefinition[];
  readonly toolChoice?: 'auto' | 'none' | 'required' | { readonly name: string };
  /** Who asks: read by recordings and kept as metadata; no part of the wire request. */
  readonly origin: RequestOrigin;
}

export interface RequestOrigin {
  readonly run: string;
  /** The id of the dataset row, where there is one. */
  readonly caseId?: string;
  readonly step: string;
  /** Address of the step's instance, such as `order_facts[2]/order`; absent where no step asks. */
  readonly path?: string;
  /** 0-based number of the sample (repeat) of the same case. */
  readonly sample: number;
}

export interface ModelParams {
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
  readonly maxTokens?: number;
  readonly reasoning?: ReasoningParams;
  readonly serviceTier?: string;
  readonly metadata?: { readonly [key: string]: string };
  /** Passed to the vendor as they are, after everything else. */
  readonly extra?: JsonObject;
}

export interface ReasoningParams {
  readonly effort?: 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'max';
  readonly budgetTokens?: number;
}

export interface ToolDefinition {
  readonly name: string;
  readonly description?: string;
  readonly parameters: JsonSchema;
}

export interface GenerateOptions {
  readonly signal: AbortSignalLike;
  /** Streams when given: called with each piece of visible text. */
  readonly onDelta?: (text: string) => void;
  /** Called with each event of a stream, visible or not, so that an idle timer outside can start again. */
  readonly onActivity?: () => void;
}

/** `other` keeps its name in `rawFinish`. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'refusal' | 'other';

export interface ModelResponse {
  readonly text: string;
  readonly toolCalls: readonly ToolCallPart[];
  readonly finish: FinishReason;
  /** The vendor's own word. */
  readonly rawFinish?: string;
  readonly refusal?: string;
  readonly reasoningText?: string;
  readonly usage: Usage;
  /** The model as the vendor names it in the answer. */
  readonly model?: string;
  readonly requestId?: string;
  /** The assistant's turn as it must be sent back in a conversation. */
  readonly turn: readonly Part[];
  readonly timing: ResponseTiming;
  readonly rateLimit?: RateLimitState;
  /** What a recording carries besides its output (`is_correct`, `official`, ...). */
  readonly recorded?: JsonObject;
  /** Of a recording: its own cost in dollars. */
  readonly recordedCostUsd?: number;
}

export interface ResponseTiming {
  /** Absent where a recording did not keep it. */
  readonly latencyMs?: number;
  readonly timeToFirstTokenMs?: number;
}

/** What the vendor's headers say is left. */
export interface RateLimitState {
  readonly requestsRemaining?: number;
  readonly tokensRemaining?: number;
  /** Milliseconds until each is full again. */
  readonly requestsResetMs?: number;
  readonly tokensResetMs?: number;
}

export interface Embedder {
  readonly id: string;
  embed(texts: readonly string[], options: { readonly signal: AbortSignalLike }): Promise<Embeddings>;
}

export interface Embeddings {
  readonly vectors: readonly (readonly number[])[];
  readonly usage: Usage;
}
