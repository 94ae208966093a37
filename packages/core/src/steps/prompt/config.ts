import type { JsonSchema } from '../../json.ts';
import type { Expression, Template, Value } from '../../language/value.ts';
import type { Role } from '../../model/message.ts';
import type { ToolSpec } from '../../tools/tool-kind.ts';

/** A compiled `prompt` step. */
export interface PromptConfig {
  /** One tier for `model:`, several for `cascade:`. */
  readonly tiers: readonly PromptTier[];
  readonly messages: readonly PromptMessage[];
  /** `params:` with its expressions; evaluates to the shape of `ModelParams` in snake case. */
  readonly params?: Value;
  readonly tools: readonly PromptTool[];
  /** Bounds the loop of model calls and tool calls. */
  readonly maxTurns: number;
  /** `buffer`: streamed from the provider, told only when complete, so that a fallback stays possible. */
  readonly stream: 'off' | 'on' | 'buffer';
  readonly repair: { readonly lenientParse: boolean; readonly reask: number };
}

export interface PromptTier {
  readonly model: string;
  /** Sees `output`; absent on the last tier: always accepted. */
  readonly accept?: Expression;
  /** `require: true`: a last tier whose `accept` is false fails the step. */
  readonly require: boolean;
}

export interface PromptMessage {
  readonly role: Role;
  readonly text?: Template;
  readonly media: readonly PromptMedia[];
  readonly cache?: { readonly ttl?: '5m' | '1h' };
}

export interface PromptMedia {
  readonly type: 'image' | 'file';
  /** `{url}` or `{data, media_type, filename}`. */
  readonly source: Value;
}

export interface PromptTool {
  readonly spec: ToolSpec;
  /** All allowed methods when absent and the tool has methods. */
  readonly method?: string;
  readonly description?: string;
  /** What a call does; absent: `read`. */
  readonly effect?: 'read' | 'write';
  /** Schema of the arguments of a tool without methods. */
  readonly parameters?: JsonSchema;
}
