import type { AuthoredJson, AuthoredMap, AuthoredStep, OutputOf, Resolved } from './authored.ts';
import { type Ref, refTo, type Value } from './ref.ts';

/** A list of steps that stands inside a step. */
export interface Block<Output> {
  readonly steps: readonly NamedStep[];
  readonly output?: AuthoredJson;
  /** Only a type: what the block gives. */
  readonly gives?: Output;
}

export interface NamedStep {
  readonly id: string;
  readonly step: AuthoredStep<string>;
}

/** `steps.ID` for what follows. */
export interface StepRefs<Output> {
  readonly output: Ref<Output>;
  readonly status: Ref<'succeeded' | 'failed' | 'skipped' | 'cancelled'>;
  readonly error: Ref<{ readonly type: string; readonly message: string; readonly step: string } | null>;
  readonly model: Ref<string>;
  readonly usage: Ref<{
    readonly input_tokens: number;
    readonly output_tokens: number;
    readonly cost_usd: number | null;
  }>;
  readonly errors: Ref<readonly { readonly index: number; readonly error: unknown }[]>;
}

/** Steps that are being written, and the types of what they give. */
export interface StepsBuilder<Steps, Last, Model extends string> {
  /** Adds a step; `build` sees the ones before it. */
  step<const Id extends string, const Step extends AuthoredStep<Model>>(
    id: Id extends keyof Steps ? never : Id,
    build: (steps: Steps) => Step,
  ): StepsBuilder<Steps & Readonly<Record<Id, StepRefs<OutputOf<Step>>>>, OutputOf<Step>, Model>;
  /** Ends the block with what it gives. */
  output<const Output extends AuthoredJson>(build: (steps: Steps) => Output): Block<Resolved<Output>>;
  /** Ends the block; it gives what its last step gives. */
  done(): Block<Last>;
}

/** Starts a list of steps inside a step: of a map, a case, a loop or a catch. */
export function steps(): StepsBuilder<unknown, unknown, string> {
  return stepsAfter([]);
}

/** Continues a list of steps. */
function stepsAfter<Steps, Last, Model extends string>(before: readonly NamedStep[]): StepsBuilder<Steps, Last, Model> {
  return {
    step: (id, build) => stepsAfter([...before, { id, step: build(refsOf(before)) as AuthoredStep<string> }]),
    output: (build) => ({ steps: before, output: build(refsOf(before)) }),
    done: () => ({ steps: before }),
  };
}

/** `steps.ID` of each step. */
export function refsOf<Steps>(before: readonly NamedStep[]): Steps {
  // The ids and the outputs were collected in `Steps` as the steps were written.
  return Object.fromEntries(before.map(({ id }) => [id, refTo(['steps', id])])) as Steps;
}

export interface MapOptions {
  readonly as: string;
  readonly index?: string;
  readonly concurrency?: number;
  readonly on_error?: 'fail' | 'collect' | 'drop';
}

/** The value of `map:`: a block for every element of a list, results in its order. */
export function mapOver<Element, Item, const Options extends MapOptions>(
  over: Value<readonly Element[]>,
  options: Options,
  build: (item: Ref<Element>, index: Ref<number>) => Block<Item>,
): AuthoredMap<Item> & Options {
  return { ...options, over, block: build(refTo([options.as]), refTo([options.index ?? 'index'])) };
}
