import type { Json } from '@sluice/core';
import type { GateCondition } from '../gates/gate-condition.ts';
import type { EvalSuite } from '../suite/eval-suite.ts';
import { canonicalJson } from './canonical-json.ts';
import type { PreparedDataset } from './prepare-dataset.ts';

/** What a stored evaluation was made of; kept in its header, compared before it is resumed or paired. */
export interface EvalDefinition {
  readonly file: string;
  readonly eval: string;
  readonly hash: string;
  readonly dataset: string;
  /** Of the rows in their order. */
  readonly order: string;
  readonly cases: number;
  readonly files: readonly string[];
  readonly repeat: number;
  readonly seed: number;
  readonly baseline: string;
  readonly variants: readonly {
    readonly name: string;
    readonly models: { readonly [alias: string]: string };
    readonly plan: string;
  }[];
  readonly scorers: readonly { readonly id: string; readonly range: readonly [number, number] }[];
  /** As they were when it ran: a report is verified by these, whatever became of the file. */
  readonly gates: readonly GateCondition[];
  readonly watch: readonly GateCondition[];
  readonly onInconclusive?: 'fail' | 'pass' | 'warn' | undefined;
  /** Date of the price table. */
  readonly prices: string;
  /** Answers came from a simulator. */
  readonly simulated: boolean;
}

export function evalDefinition(
  suite: EvalSuite,
  dataset: PreparedDataset,
  how: Pick<EvalDefinition, 'prices' | 'simulated'>,
): EvalDefinition {
  return {
    file: suite.file,
    eval: suite.name,
    hash: suite.hash,
    dataset: dataset.hash,
    order: dataset.order,
    cases: dataset.cases,
    files: dataset.files,
    repeat: suite.repeat,
    seed: suite.seed,
    baseline: suite.baseline,
    variants: suite.variants.map(({ name, shown, plan }) => ({ name, models: shown, plan: plan.hash })),
    scorers: suite.scorers.map(({ id, range }) => ({ id, range })),
    gates: suite.gates,
    watch: suite.watch,
    onInconclusive: suite.onInconclusive,
    ...how,
  };
}

/** Why a stored evaluation cannot be taken up as this one; `undefined` when it can. */
export function changedSince(stored: EvalDefinition, now: EvalDefinition): string | undefined {
  if (stored.hash !== now.hash) return 'the eval or its pipeline has changed';
  if (stored.dataset !== now.dataset) return 'the dataset has changed';
  if (stored.order !== now.order) return 'the order of the dataset has changed';
  if (stored.repeat !== now.repeat) return `each case was to run ${stored.repeat} times, not ${now.repeat}`;
  if (canonicalJson(armsOf(stored)) !== canonicalJson(armsOf(now))) return 'the variants or their models have changed';
  if (stored.simulated !== now.simulated) return `its models were ${stored.simulated ? '' : 'not '}simulated`;
  return undefined;
}

function armsOf({ variants }: EvalDefinition): Json {
  return variants.map(({ name, models, plan }) => ({ name, models, plan }));
}
