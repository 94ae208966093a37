import type { ModelAliases, Plan, Value } from '@sluice/core';
import type { GateCondition } from '../gates/gate-condition.ts';
import type { Normalisation } from '../scorers/normalise.ts';
import type { ScorerKind } from '../scorers/scorer-kind.ts';

/** An eval file, checked and compiled: nothing in it is unknown any more. */
export interface EvalSuite {
  readonly name: string;
  readonly description?: string;
  /** Absolute path of the file. */
  readonly file: string;
  /** Of everything that decides a result, the pipeline's hash and the scorers' modules included. */
  readonly hash: string;
  readonly dataset: DatasetSpec;
  /** Inputs of the pipeline by name, over `row`. */
  readonly inputs: { readonly [name: string]: Value };
  /** What scorers grade, over `output` (all outputs) and `steps`; absent: the outputs, the only one where there is one. */
  readonly output?: Value;
  readonly variants: readonly Variant[];
  /** Name of the variant that the others are compared with. */
  readonly baseline: string;
  readonly repeat: number;
  readonly scorers: readonly CompiledScorer[];
  readonly success?: Value;
  readonly gates: readonly GateCondition[];
  readonly watch: readonly GateCondition[];
  readonly onInconclusive: 'fail' | 'pass' | 'warn' | undefined;
  readonly budget: { readonly usd?: number; readonly tokens?: number };
  readonly concurrency: number;
  readonly seed: number;
  /** Aliases for judges: the suite's over the configuration's. */
  readonly aliases: ModelAliases;
}

export interface DatasetSpec {
  /** Absolute paths or globs, or `-`. */
  readonly paths: readonly string[];
  readonly id?: Value;
  readonly cluster?: Value;
  readonly tags?: Value;
  readonly filter?: Value;
  readonly split?: string;
  readonly limit?: number;
  readonly sample?: number;
}

/** One arm: the pipeline with its overrides. */
export interface Variant {
  readonly name: string;
  readonly plan: Plan;
  /** Aliases that replace the plan's. */
  readonly models: ModelAliases;
  /** As the report shows them: alias to reference, for the aliases that the plan uses. */
  readonly shown: { readonly [alias: string]: string };
  /** Inputs that replace the suite's, over `row`. */
  readonly inputs: { readonly [name: string]: Value };
}

export interface CompiledScorer {
  readonly id: string;
  readonly kind: ScorerKind;
  /** The config with its expressions, over `row`, `output`, `step`, `steps`, `recorded`. */
  readonly config: Value;
  readonly when?: Value;
  /** Grades this step's output. */
  readonly step?: string;
  readonly weight: number;
  readonly threshold?: number;
  readonly not: boolean;
  readonly normalise: readonly Normalisation[];
  readonly range: readonly [number, number];
}
