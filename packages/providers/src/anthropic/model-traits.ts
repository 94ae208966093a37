/** What a Claude model takes, as far as its name tells. */
export interface ModelTraits {
  /** `output_config.format` with a JSON schema. */
  readonly jsonSchema: boolean;
  /** `output_config.effort`. */
  readonly effort: boolean;
  /** `thinking: { type: 'adaptive' }`. */
  readonly adaptiveThinking: boolean;
  /** Any thinking at all. */
  readonly thinking: boolean;
  /** `max_tokens` when the request does not say: the API demands one, and older models answer at most this much. */
  readonly defaultMaxTokens: number;
}

/** An unknown or future name counts as a current model: the API has the last word. */
export function modelTraits(model: string): ModelTraits {
  const { family, version } = parse(model);
  const old = version < 4;
  return {
    // Structured outputs began with Opus 4.1, Sonnet 4.5 and Haiku 4.5.
    jsonSchema: version >= (family === 'opus' ? 4.1 : 4.5),
    // Effort began with Opus 4.5; Sonnet and Haiku took it up later.
    effort: version >= (family === 'opus' ? 4.5 : 4.6),
    adaptiveThinking: version >= 4.6,
    thinking: version >= 3.7,
    defaultMaxTokens: old ? (version < 3.5 ? 4096 : 8192) : 16_384,
  };
}

/** `claude-3-5-haiku-latest`, `claude-sonnet-4-5-20250929`, `claude-opus-5-5`, `claude-sonnet-4-20250514`. */
function parse(model: string): { family: string | undefined; version: number } {
  const newer = /claude-(opus|sonnet|haiku|fable)-(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/.exec(model);
  const older = /claude-(\d)(?:[-.](\d))?-(opus|sonnet|haiku)/.exec(model);
  if (newer !== null) return { family: newer[1], version: numberOf(newer[2], newer[3]) };
  if (older !== null) return { family: older[3], version: numberOf(older[1], older[2]) };
  return { family: undefined, version: Number.POSITIVE_INFINITY };
}

function numberOf(major: string | undefined, minor: string | undefined): number {
  return Number(`${major ?? '0'}.${minor ?? '0'}`);
}
