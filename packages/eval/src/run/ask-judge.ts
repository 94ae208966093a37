import {
  addCosts,
  type Cost,
  type Json,
  type JsonObject,
  type ModelAliases,
  PipelineError,
  type Plan,
  planPipeline,
} from '@sluice/core';
import { type RunOptions, type RunOutcome, runPipeline } from '@sluice/runner';
import type { JudgeAnswer, JudgeQuestion } from '../scorers/scorer-kind.ts';
import type { EvalHost } from './eval-host.ts';
import { SampleStopped, stopReason } from './sample-stopped.ts';

/** Asks judges for one sample through the runner: limits, retries, cache and log are those of every other call. */
export interface JudgeDesk {
  /** Throws `SampleStopped` where no budget, key or quota is left, or the run was interrupted. */
  ask(scorer: string, question: JudgeQuestion): Promise<JudgeAnswer>;
  /** All verdicts at what they cost when they were made. */
  cost(): Cost;
  /** What this run paid for them. */
  spent(): Cost;
}

export interface JudgeSettings {
  readonly host: EvalHost;
  readonly plans: JudgePlans;
  readonly aliases: ModelAliases;
  readonly runId: string;
  readonly unit: string;
  readonly caseId: string;
  readonly sample: number;
  readonly options: RunOptions;
}

export function judgeDesk(settings: JudgeSettings): JudgeDesk {
  const costs: Cost[] = [];
  const spent: Cost[] = [];
  return {
    async ask(scorer, question) {
      const plan = settings.plans.of(question);
      const outcome = await runPipeline(
        {
          plan,
          inputs: { system: question.system, user: question.user },
          runId: settings.runId,
          unit: `${settings.unit}/${scorer}/${question.vote}`,
          // Votes are samples of their own: the cache must not make three verdicts one.
          origin: { caseId: settings.caseId, sample: settings.sample * 1000 + question.vote },
          aliases: settings.aliases,
        },
        settings.host.runner,
        settings.options,
      );
      const reason = outcome.status === 'cancelled' ? 'interrupted' : stopReason(outcome.failure);
      if (reason !== undefined) throw new SampleStopped(reason);
      spent.push(outcome.cost);
      costs.push(withSaved(outcome));
      const verdict: Json | undefined = outcome.outputs.verdict;
      if (outcome.status === 'succeeded' && verdict !== undefined) {
        return { ok: true, value: verdict, model: outcome.steps.verdict?.modelId ?? question.model };
      }
      return { ok: false, why: `the judge failed: ${outcome.failure?.detail ?? outcome.status}` };
    },
    cost: () => addCosts(costs),
    spent: () => addCosts(spent),
  };
}

function withSaved({ cost, reused }: RunOutcome): Cost {
  if (!cost.known) return cost;
  if (!reused.known) return { known: false, why: 'no-price', detail: 'a cached verdict of unknown cost' };
  return { ...cost, nanoUsd: cost.nanoUsd + reused.savedNanoUsd };
}

/** One plan for each judge model and answer schema, made once. */
export class JudgePlans {
  readonly #host: EvalHost;
  readonly #aliases: ModelAliases;
  readonly #plans = new Map<string, Plan>();

  constructor(host: EvalHost, aliases: ModelAliases) {
    this.#host = host;
    this.#aliases = aliases;
  }

  of({ model, schema }: Pick<JudgeQuestion, 'model' | 'schema'>): Plan {
    const key = JSON.stringify([model, schema]);
    const known = this.#plans.get(key);
    if (known) return known;
    const planned = planPipeline(
      { path: 'judge', text: JSON.stringify(judgePipeline(model, schema)) },
      { ...this.#host.planning, aliases: this.#aliases },
    );
    if (!planned.ok) throw new PipelineError(planned.diagnostics);
    this.#plans.set(key, planned.value);
    return planned.value;
  }
}

function judgePipeline(model: string, schema: JsonObject): JsonObject {
  return {
    version: 1,
    name: 'judge',
    inputs: { system: { type: 'string' }, user: { type: 'string' } },
    steps: [
      {
        id: 'verdict',
        prompt: { model, system: '{{inputs.system}}', user: '{{inputs.user}}' },
        output: { schema, repair: { lenient_parse: true, reask: 1 } },
      },
    ],
    outputs: { verdict: '${ steps.verdict.output }' },
  };
}
