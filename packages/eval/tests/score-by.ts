import type { Json, JsonObject } from '@sluice/core';
import { builtinScorers } from '../src/scorers/builtin.ts';
import { type Normalisation, normaliser } from '../src/scorers/normalise.ts';
import type { Score } from '../src/scorers/score.ts';
import type { ScorerContext } from '../src/scorers/scorer-kind.ts';

export interface Graded {
  readonly config: JsonObject;
  readonly output: Json;
  readonly normalise?: readonly Normalisation[];
  readonly context?: Partial<ScorerContext>;
}

/** What a scorer of a suite gives for one output. */
export async function scoreBy(name: string, { config, output, normalise = [], context }: Graded): Promise<Score> {
  const kind = builtinScorers.find((candidate) => candidate.name === name);
  if (!kind) throw new Error(`no scorer ${name}`);
  const problem = kind.check?.(config);
  if (problem) throw new Error(`${problem.field}: ${problem.message}`);
  return await kind.score(config, {
    output,
    row: {},
    recorded: null,
    normalise: normaliser(normalise),
    signal: new AbortController().signal,
    ask: async () => ({ ok: false, why: 'no judge here' }),
    callModule: async () => null,
    ...context,
  });
}

/** Its number; `NaN` where it is unscored, which no golden number equals. */
export async function valueBy(name: string, graded: Graded): Promise<number> {
  const score = await scoreBy(name, graded);
  return score.scored ? score.value : Number.NaN;
}
