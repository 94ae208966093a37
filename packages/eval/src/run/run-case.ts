import type { Json, JsonObject, Value } from '@sluice/core';
import { type RunOptions, type RunOutcome, runPipeline } from '@sluice/runner';
import type { CaseRecord } from '../records/case-record.ts';
import type { ScoreRecord } from '../scorers/score.ts';
import type { EvalSuite, Variant } from '../suite/eval-suite.ts';
import { type JudgePlans, judgeDesk } from './ask-judge.ts';
import { caseMeasures, caseRecordOf, stepViews } from './case-record-of.ts';
import { type CaseNames, caseScope } from './case-scope.ts';
import type { EvalHost } from './eval-host.ts';
import { inputsOf, type PreparedRow } from './prepare-dataset.ts';
import { scoreCase } from './score-case.ts';

/** One sample: a row under a variant, for the n-th time. */
export interface Sample {
  readonly row: PreparedRow;
  readonly variant: Variant;
  readonly repeat: number;
  readonly unit: string;
}

export interface CaseRunner {
  readonly suite: EvalSuite;
  readonly host: EvalHost;
  readonly judges: JudgePlans;
  readonly runId: string;
  readonly options: RunOptions;
}

/** Runs the pipeline for a sample and scores what came of it. `undefined` when it was stopped on the way. */
export async function runCase(sample: Sample, runner: CaseRunner): Promise<CaseRecord | undefined> {
  const { row, variant, repeat, unit } = sample;
  const { suite, host, runId, options } = runner;
  const outcome = await runPipeline(
    {
      plan: variant.plan,
      inputs: inputsOf(row, variant),
      runId,
      unit,
      origin: { caseId: row.id, sample: repeat },
      aliases: suite.aliases,
      models: variant.models,
    },
    host.runner,
    options,
  );
  if (outcome.status === 'cancelled' || outcome.status === 'waiting' || options.signal.aborted) return undefined;
  const record = await score(sample, runner, outcome);
  // A judge that was cut off has graded nothing.
  return options.signal.aborted ? undefined : record;
}

async function score(sample: Sample, runner: CaseRunner, outcome: RunOutcome): Promise<CaseRecord> {
  const { row, variant, repeat, unit } = sample;
  const { suite, host, runId, options } = runner;
  const desk = judgeDesk({
    host,
    plans: runner.judges,
    aliases: suite.aliases,
    runId,
    unit,
    caseId: row.id,
    sample: repeat,
    options,
  });
  const recorded = recordedOf(outcome);
  const names: CaseNames = { row: row.row, output: outcome.outputs, steps: stepViews(outcome), recorded };
  const graded = gradedOutput(suite, names);
  const ended = outcome.status === 'succeeded';
  const scores = ended
    ? await scoreCase(
        suite.scorers,
        { ...names, ...graded, measures: caseMeasures(outcome) },
        {
          signal: options.signal,
          ask: desk.ask,
          callModule: (reference, input) => callModule(reference, input, runner),
        },
      )
    : {};
  return caseRecordOf({
    row,
    variant: variant.name,
    repeat,
    outcome,
    output: graded.gradedProblem === undefined ? (graded.graded ?? null) : outcome.outputs,
    recorded: recorded === null ? undefined : recorded,
    scores,
    success: ended && isSuccess(suite, names, scores),
    judgeCost: desk.cost(),
    judgeSpent: desk.spent(),
  });
}

/** What scorers grade by default: `output:` of the suite, the only output, or all of them. */
function gradedOutput(suite: EvalSuite, names: CaseNames): Graded {
  if (suite.output !== undefined) return evaluated(suite.output, names);
  const outputs = (names.output ?? {}) as JsonObject;
  const values = Object.values(outputs);
  return { graded: values.length === 1 ? (values[0] ?? null) : outputs };
}

type Graded = Pick<CaseNames, 'graded' | 'gradedProblem'>;

function evaluated(output: Value, names: CaseNames): Graded {
  try {
    return { graded: output.evaluate(caseScope(names)) };
  } catch (error) {
    return { gradedProblem: `output: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** `success:` of the suite; without one, every yes/no score (a threshold makes one) is 1. A missing score is no success. */
function isSuccess(suite: EvalSuite, names: CaseNames, scores: { readonly [id: string]: ScoreRecord }): boolean {
  const values = Object.fromEntries(
    Object.entries(scores).flatMap(([id, { value }]) => (value === null ? [] : [[id, value] as const])),
  );
  if (suite.success === undefined) {
    return suite.scorers.every(
      ({ id, kind, threshold }) =>
        (kind.measure === 'mean' && threshold === undefined) || scores[id] === undefined || values[id] === 1,
    );
  }
  try {
    return suite.success.evaluate(caseScope({ ...names, scores: values })) === true;
  } catch {
    return false;
  }
}

function recordedOf({ steps }: RunOutcome): JsonObject | null {
  const all = Object.values(steps).flatMap((step) => (step.recorded === undefined ? [] : [step.recorded]));
  return all.length === 0 ? null : Object.assign({}, ...all);
}

async function callModule(reference: string, input: Json, { suite, host, options }: CaseRunner): Promise<Json> {
  const [path = '', name = ''] = reference.split('#');
  const file = host.planning.files.resolve(suite.file, path);
  return await host.runner.modules.call({ file, name }, input, { signal: options.signal });
}
