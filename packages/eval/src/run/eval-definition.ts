import type { EvalSuite } from '../suite/eval-suite.ts';
import type { PreparedDataset } from './prepare-dataset.ts';

/** What a stored evaluation was made of; kept in its header, compared before it is resumed or paired. */
export interface EvalDefinition {
  readonly file: string;
  readonly eval: string;
  readonly hash: string;
  readonly dataset: string;
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
    cases: dataset.cases,
    files: dataset.files,
    repeat: suite.repeat,
    seed: suite.seed,
    baseline: suite.baseline,
    variants: suite.variants.map(({ name, shown, plan }) => ({ name, models: shown, plan: plan.hash })),
    scorers: suite.scorers.map(({ id, range }) => ({ id, range })),
    ...how,
  };
}
