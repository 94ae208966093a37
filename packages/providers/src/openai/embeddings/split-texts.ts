// OpenAI takes at most 300,000 tokens in one request; no text has more tokens than bytes, and most have a quarter.
const mostLetters = 600_000;

/** The texts in runs of at most `most`, each of bounded length; a longer single text stands alone. */
export function splitTexts(texts: readonly string[], most: number): readonly (readonly string[])[] {
  const runs: string[][] = [];
  let letters = 0;
  for (const text of texts) {
    const run = runs.at(-1);
    letters += text.length;
    if (run === undefined || run.length >= most || letters > mostLetters) {
      runs.push([text]);
      letters = text.length;
    } else {
      run.push(text);
    }
  }
  return runs;
}
