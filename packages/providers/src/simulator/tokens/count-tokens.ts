/** Counts the tokens of a text. */
export type TokenCounter = (text: string) => number;

/** Text like `<|endoftext|>` in a prompt is text. */
const plainText: { disallowedSpecial: Set<string> } = { disallowedSpecial: new Set() };

/** How tokens are counted: by OpenAI's o200k encoding, or at four characters a token. */
export type TokenMode = 'exact' | 'approximate';

/** Texts whose count is remembered: system prompts and schemas come again with every case. */
const remembered = 2000;

/**
 * The counter of a mode. `exact` loads gpt-tokenizer's o200k (about 0.3 s, once a process) and is used for all three
 * vendors, since no current tokenizer of Claude or Gemini is published; `approximate` costs nothing.
 */
export async function tokenCounter(mode: TokenMode): Promise<TokenCounter> {
  if (mode === 'approximate') return (text) => Math.ceil(text.length / 4);
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const counts = new Map<string, number>();
  return (text) => {
    const known = counts.get(text);
    if (known !== undefined) return known;
    const count = countTokens(text, plainText);
    if (counts.size >= remembered) counts.clear();
    counts.set(text, count);
    return count;
  };
}
