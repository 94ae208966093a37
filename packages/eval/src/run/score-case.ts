import type { AbortSignalLike, Json, JsonObject, Scope } from '@sluice/core';
import { normaliser } from '../scorers/normalise.ts';
import type { Score, ScoreRecord } from '../scorers/score.ts';
import { unscored } from '../scorers/score.ts';
import type { JudgeAnswer, JudgeQuestion } from '../scorers/scorer-kind.ts';
import type { CompiledScorer } from '../suite/eval-suite.ts';
import type { CaseNames, Measures } from './case-scope.ts';
import { caseScope } from './case-scope.ts';
import { SampleStopped } from './sample-stopped.ts';

/** What scorers may ask of the outside. */
export interface ScoringHost {
  readonly signal: AbortSignalLike;
  ask(scorer: string, question: JudgeQuestion): Promise<JudgeAnswer>;
  callModule(reference: string, input: Json): Promise<Json>;
}

/** Applies every scorer that applies to a case whose pipeline came to its end. */
export async function scoreCase(
  scorers: readonly CompiledScorer[],
  names: CaseNames,
  host: ScoringHost,
): Promise<{ readonly [id: string]: ScoreRecord }> {
  const scores: Record<string, ScoreRecord> = {};
  for (const scorer of scorers) {
    const record = await scoreOne(scorer, names, host);
    if (record !== undefined) scores[scorer.id] = record;
  }
  return scores;
}

async function scoreOne(scorer: CompiledScorer, names: CaseNames, host: ScoringHost): Promise<ScoreRecord | undefined> {
  const step = scorer.step === undefined ? undefined : names.steps?.[scorer.step];
  if (step !== undefined && step.status !== 'succeeded') {
    return toRecord(unscored(`the step ${scorer.step ?? ''} was ${step.status}`), scorer);
  }
  const scope = caseScope({ ...names, step });
  try {
    if (scorer.when !== undefined && scorer.when.evaluate(scope) !== true) return undefined;
    if (step === undefined && names.gradedProblem !== undefined) return toRecord(unscored(names.gradedProblem), scorer);
    const graded = step === undefined ? (names.graded ?? names.output ?? null) : step.output;
    return toRecord(await score(scorer, { scope, graded, names }, host), scorer);
  } catch (error) {
    if (host.signal.aborted || error instanceof SampleStopped) throw error;
    return toRecord(unscored(error instanceof Error ? error.message : String(error)), scorer);
  }
}

interface Graded {
  readonly scope: Scope;
  readonly graded: Json;
  readonly names: CaseNames;
}

async function score(scorer: CompiledScorer, { scope, graded, names }: Graded, host: ScoringHost): Promise<Score> {
  const config = scorer.config.evaluate(scope) as JsonObject;
  return await scorer.kind.score(config, {
    output: graded,
    row: names.row,
    recorded: names.recorded ?? null,
    ...measuresOf(scorer, names),
    normalise: normaliser(scorer.normalise),
    signal: host.signal,
    ask: (question) => host.ask(scorer.id, question),
    callModule: (reference, input) => host.callModule(reference, input),
  });
}

function measuresOf({ step }: CompiledScorer, { measures }: CaseNames): Partial<Measures> {
  const found = step === undefined ? measures : measures?.steps[step];
  return found === undefined ? {} : { cost_usd: found.cost_usd, latency_s: found.latency_s };
}

function toRecord(found: Score, { not, threshold, range }: CompiledScorer): ScoreRecord {
  if (!found.scored) return { value: null, unscored: true, reason: found.why };
  const [low, high] = range;
  // With a threshold there is a verdict, and that is what `not` turns around.
  const turned = not ? high + low - found.value : found.value;
  const value = threshold === undefined ? turned : Number(found.value >= threshold !== not);
  const label = found.label === undefined ? {} : { label: found.label };
  return { value, unscored: false, reason: found.reason, ...label };
}
