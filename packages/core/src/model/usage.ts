import type { Json } from '../json.ts';

/**
 * Tokens of one call in disjoint buckets: a price is the sum of bucket x rate.
 * `undefined` is "not reported", never 0. Source: the vendors' inclusion rules in docs/providers.md.
 */
export interface Usage {
  /** Uncached, non-audio input. */
  readonly input: number | undefined;
  readonly cacheRead: number | undefined;
  readonly cacheWrite5m: number | undefined;
  readonly cacheWrite1h: number | undefined;
  /** Written to a cache of unknown duration. */
  readonly cacheWrite: number | undefined;
  readonly inputAudio: number | undefined;
  readonly inputImage: number | undefined;
  /** Prompt tokens of tools that the vendor ran. */
  readonly toolInput: number | undefined;
  /** Visible text. */
  readonly output: number | undefined;
  readonly reasoning: number | undefined;
  readonly outputAudio: number | undefined;
  readonly outputImage: number | undefined;
  readonly requests: ToolFees;
  /** The provider's own figure, in dollars. */
  readonly billedUsd: number | undefined;
  readonly tier: string | undefined;
  readonly geo: string | undefined;
  readonly speed: string | undefined;
  /** Calls that the vendor made to other models on our behalf (advisor, compaction, fallback). */
  readonly sub: readonly { readonly model: string; readonly usage: Usage }[];
  /** The provider's object, unchanged. */
  readonly raw: Json | undefined;
  /** What did not add up, such as `cached>prompt`. */
  readonly anomalies: readonly string[];
}

/** Counts of paid requests that are not tokens. */
export interface ToolFees {
  readonly webSearch?: number;
  readonly webFetch?: number;
  readonly grounding?: number;
  readonly codeSession?: number;
  readonly other?: { readonly [name: string]: number };
}

export const noUsage: Usage = {
  input: undefined,
  cacheRead: undefined,
  cacheWrite5m: undefined,
  cacheWrite1h: undefined,
  cacheWrite: undefined,
  inputAudio: undefined,
  inputImage: undefined,
  toolInput: undefined,
  output: undefined,
  reasoning: undefined,
  outputAudio: undefined,
  outputImage: undefined,
  requests: {},
  billedUsd: undefined,
  tier: undefined,
  geo: undefined,
  speed: undefined,
  sub: [],
  raw: undefined,
  anomalies: [],
};

/** Every input bucket together, sub-calls included; `undefined` where none was reported. */
export function inputTokens(usage: Usage): number | undefined {
  return sumKnown([
    usage.input,
    usage.cacheRead,
    usage.cacheWrite5m,
    usage.cacheWrite1h,
    usage.cacheWrite,
    usage.inputAudio,
    usage.inputImage,
    usage.toolInput,
    ...usage.sub.map((sub) => inputTokens(sub.usage)),
  ]);
}

/** Every output bucket together, reasoning and sub-calls included; `undefined` where none was reported. */
export function outputTokens(usage: Usage): number | undefined {
  return sumKnown([
    usage.output,
    usage.reasoning,
    usage.outputAudio,
    usage.outputImage,
    ...usage.sub.map((sub) => outputTokens(sub.usage)),
  ]);
}

/** The sum of the known ones; `undefined` when none is known. */
export function sumKnown(counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}
