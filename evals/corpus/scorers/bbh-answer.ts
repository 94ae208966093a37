interface Graded {
  readonly output: unknown;
  /** The target. */
  readonly with: unknown;
}

interface Verdict {
  readonly score: boolean;
  readonly reason: string;
}

/**
 * The rule of BIG-Bench Hard's own metrics: what comes before a further question, the text behind "the answer is"
 * without its full stop, or else the whole prediction; it must be the target, letter by letter.
 * For answers without a chain of thought nothing is cut, and the same rule holds.
 */
export function bbhAnswer({ output, with: target }: Graded): Verdict {
  const found = extract(String(output));
  const wanted = String(target).trim();
  return {
    score: found === wanted,
    reason: `${shown(found)} ${found === wanted ? 'equals' : 'is not'} ${shown(wanted)}`,
  };
}

const phrase = 'the answer is ';

function extract(prediction: string): string {
  const text = (prediction.split('\n\nQ:', 1)[0] ?? '').trim();
  const at = text.indexOf(phrase);
  return at < 0
    ? text
    : text
        .slice(at + phrase.length)
        .replace(/\.$/u, '')
        .trim();
}

function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
