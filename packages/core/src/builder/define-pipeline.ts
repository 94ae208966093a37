import type { TSchema } from 'typebox';
import type { SourceText } from '../errors/span.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import type { AuthoredJson, AuthoredStep, OutputOf, Resolved, TypeOf } from './authored.ts';
import { type Block, type NamedStep, refsOf, type StepRefs } from './block.ts';
import { type Ref, refTo } from './ref.ts';
import { stepsJson, toJson } from './to-pipeline-json.ts';

/** What stands above the steps of a file, with schemas that may be TypeBox's, so that types follow from them. */
export interface PipelineHead {
  readonly name: string;
  readonly description?: string;
  readonly inputs?: { readonly [name: string]: TSchema | JsonSchema };
  readonly secrets?: readonly string[];
  readonly budget?: Json;
  readonly defaults?: Json;
  readonly models?: { readonly [alias: string]: Json };
  readonly tools?: { readonly [name: string]: Json };
  readonly prompts?: { readonly [name: string]: Json };
}

/** A pipeline that was written in code. It is planned like a file: `planPipeline(pipeline.toSource(), options)`. */
export interface PipelineDefinition<Inputs, Outputs> {
  readonly name: string;
  /** What the same pipeline is as a file. */
  toJson(): JsonObject;
  /** The file's text. Findings of the planner point into it. */
  toSource(path?: string): SourceText;
  /** Only types: what a run takes and gives. */
  readonly types?: { readonly inputs: Inputs; readonly outputs: Outputs };
}

interface PipelineScope<Inputs, Steps> {
  readonly inputs: { readonly [Name in keyof Inputs]: Ref<Inputs[Name]> };
  readonly steps: Steps;
  readonly run: { readonly id: Ref<string>; readonly started_at: Ref<string> };
}

export interface PipelineBuilder<Inputs, Steps, Model extends string> {
  /** Adds a step with the keys that it has in YAML; `build` sees the inputs and the steps before it. */
  step<const Id extends string, const Step extends AuthoredStep<Model>>(
    id: Id extends keyof Steps ? never : Id,
    build: (scope: PipelineScope<Inputs, Steps>) => Step,
  ): PipelineBuilder<Inputs, Steps & Readonly<Record<Id, StepRefs<OutputOf<Step>>>>, Model>;
  /** Steps that run at the end, however the others ended. */
  finally(build: (scope: PipelineScope<Inputs, Steps>) => Block<unknown>): PipelineBuilder<Inputs, Steps, Model>;
  /** Ends the pipeline with what a run gives. */
  outputs<const Outputs extends { readonly [name: string]: AuthoredJson }>(
    build: (scope: PipelineScope<Inputs, Steps>) => Outputs,
  ): PipelineDefinition<Inputs, Resolved<Outputs>>;
}

/** Starts a pipeline in code: the same language, the same checks, with types for inputs, steps and models. */
export function definePipeline<const Head extends PipelineHead>(
  head: Head,
): PipelineBuilder<InputsOf<Head>, unknown, ModelsOf<Head>> {
  return builderOf({ head, steps: [], last: undefined });
}

export type InputsOf<Head> = Head extends { readonly inputs: infer Inputs }
  ? { readonly [Name in keyof Inputs]: TypeOf<Inputs[Name]> }
  : unknown;

export type ModelsOf<Head> = Head extends { readonly models: infer Models } ? keyof Models & string : never;

interface Written {
  readonly head: PipelineHead;
  readonly steps: readonly NamedStep[];
  readonly last: Block<unknown> | undefined;
}

function builderOf<Inputs, Steps, Model extends string>(written: Written): PipelineBuilder<Inputs, Steps, Model> {
  const { head, steps, last } = written;
  const scope: PipelineScope<Inputs, Steps> = {
    inputs: Object.fromEntries(
      Object.keys(head.inputs ?? {}).map((name) => [name, refTo(['inputs', name])]),
    ) as PipelineScope<Inputs, Steps>['inputs'],
    steps: refsOf(steps),
    run: { id: refTo(['run', 'id']), started_at: refTo(['run', 'started_at']) },
  };
  return {
    step: (id, build) =>
      builderOf({ ...written, steps: [...steps, { id, step: build(scope) as AuthoredStep<string> }] }),
    finally: (build) => builderOf({ ...written, last: build(scope) }),
    outputs(build) {
      const file: JsonObject = {
        version: 1,
        ...(toJson(head) as JsonObject),
        steps: stepsJson(steps),
        outputs: toJson(build(scope)),
        ...(last === undefined ? {} : { finally: stepsJson(last.steps) }),
      };
      const text = `${JSON.stringify(file, null, 2)}\n`;
      return {
        name: head.name,
        toJson: () => file,
        toSource: (path = `${head.name}.json`) => ({ path, text }),
      };
    },
  };
}
