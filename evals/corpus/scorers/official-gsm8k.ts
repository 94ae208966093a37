/** What a module scorer is given, as far as it is used here. */
interface Graded {
  readonly output: unknown;
  /** The expected answer. */
  readonly with: unknown;
}

interface Verdict {
  readonly score: boolean;
  readonly reason: string;
}

/**
 * The rule by which RouteLLM scored GSM8K: delete the commas, take the last run of digits as an integer, compare with
 * the same of the reference. A run such as `05` is invalid, `00` is 0: so `$20.00` is read as 0. That is a bug of the
 * rule, reproduced on purpose.
 */
export function officialGsm8k({ output, with: expected }: Graded): Verdict {
  const found = lastInteger(textOf(output));
  const wanted = lastInteger(textOf(expected));
  const score = found !== undefined && found === wanted;
  return { score, reason: `${found ?? 'no integer'} ${score ? 'equals' : 'is not'} ${wanted ?? 'no integer'}` };
}

function lastInteger(text: string): number | undefined {
  const run = text.replaceAll(',', '').match(/\d+/gu)?.at(-1);
  if (run === undefined || /^0+[1-9]/u.test(run)) return undefined;
  return Number(run);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
