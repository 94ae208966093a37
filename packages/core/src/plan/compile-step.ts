import { canonicalJson } from '../canonical-json.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import type { Reference } from '../language/reference.ts';
import { errorSchema } from '../language/step-schema.ts';
import type { StepPolicy } from '../pipeline/policy.ts';
import { readPolicy } from '../pipeline/read-policy.ts';
import { validateLocated } from '../schema/validate-located.ts';
import { valueErrors } from '../schema/value-errors.ts';
import type { CompiledStep, StepKind } from '../steps/step-kind.ts';
import { unionOf } from '../types/union-of.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import type { ErrorHandling, PlanNode } from './plan.ts';
import * as problems from './problems.ts';
import { StepCompiler, type StepSurroundings } from './step-compiler.ts';
import type { StepDraft } from './step-draft.ts';

/** A step that is compiled, without its edges. */
export interface CompiledNode {
  /** Absent where something is wrong. */
  readonly node: Omit<PlanNode, 'waitsFor'> | undefined;
  readonly reads: readonly Reference[];
  readonly output: JsonSchema;
  /** Whether the step, or one inside it, writes. */
  readonly writes: boolean;
  readonly conditional: boolean;
  readonly continues: boolean;
}

export function compileStep(draft: StepDraft, around: StepSurroundings): CompiledNode {
  const compiler = new StepCompiler({ ...around, pointer: draft.pointer, told: draft.told });
  const when = readWhen(draft);
  const condition = when === undefined ? undefined : compiler.expression(when, { type: 'boolean' });
  if (condition !== undefined) compiler.assume(condition);
  const compiled = draft.kind === undefined ? undefined : compileKind(draft, draft.kind, compiler);
  const handling = readHandling(draft, compiler, compiled?.outputSchema ?? true);
  const key = draft.source.get('idempotency_key');
  const idempotencyKey = key === undefined ? undefined : compiler.value(key, { type: 'string' });
  const effect = readEffect(draft, compiled?.effect ?? 'read');
  const output = draft.declaredOutput ?? (compiled === undefined ? true : outputWith(compiled, handling));
  const policy = checkedPolicy(draft, around, { effect, keyed: key !== undefined });
  const facts = { reads: compiler.reads, output, writes: effect === 'write' || compiler.writesInside };
  const ends = { conditional: when !== undefined && when.value !== true, continues: handling.type === 'continue' };
  if (draft.kind === undefined || compiled === undefined || compiler.failed)
    return { ...facts, ...ends, node: undefined };
  return {
    ...facts,
    ...ends,
    node: {
      id: draft.id,
      pointer: draft.pointer,
      at: (draft.source.get('id') ?? draft.source).at(),
      kind: draft.kind,
      config: compiled.config,
      reads: compiler.reads,
      ...(condition === undefined ? {} : { when: condition }),
      policy,
      onError: handling,
      ...declaredOutput(draft.declaredOutput),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      hash: stepHash(draft, draft.kind, { facts: compiler.facts, around }),
      ...describe(draft),
    },
  };
}

/** The condition, unless the schema has told already that it is none. */
function readWhen({ source }: StepDraft): LocatedJson | undefined {
  const when = source.get('when');
  const isCondition =
    typeof when?.value === 'boolean' || (typeof when?.value === 'string' && when.value.includes('${'));
  return isCondition ? when : undefined;
}

function compileKind(draft: StepDraft, kind: StepKind, compiler: StepCompiler): CompiledStep | undefined {
  const config = draft.source.get(kind.kind);
  if (config === undefined) return undefined;
  const { id, pointer, source, declaredOutput } = draft;
  return kind.compile({ id, pointer, step: source, config, with: source.get('with'), declaredOutput }, compiler);
}

function readHandling(draft: StepDraft, compiler: StepCompiler, inferred: JsonSchema): ErrorHandling {
  const source = draft.source.get('on_error');
  if (source?.value === 'continue') return { type: 'continue' };
  const fallback = source?.get('default');
  if (fallback !== undefined) {
    for (const { at, message, hint } of validateLocated(fallback, draft.declaredOutput ?? true)) {
      compiler.report(problems.badDefault.at(at, hint === undefined ? { message } : { message, hint }));
    }
    // A default is a literal: an expression in it is a finding of its own.
    const value = compiler.value(fallback, true);
    if (value !== undefined && value.literal === undefined) {
      compiler.report(problems.notLiteral.at(fallback.at(), { name: 'default' }));
    }
    return { type: 'default', value: fallback.value };
  }
  const steps = source?.get('steps');
  if (source === undefined || steps === undefined) return { type: 'fail' };
  const block = compiler.block(steps, { pointer: ['on_error', 'steps'], locals: { error: errorSchema } });
  const result = source.get('output');
  const output = result === undefined ? undefined : block.value(result, draft.declaredOutput ?? inferred);
  return { type: 'catch', block: block.block, ...(output === undefined ? {} : { output }) };
}

/** Without a declared schema, what a default or a catch gives may be something else than what the step gives. */
function outputWith(compiled: CompiledStep, handling: ErrorHandling): JsonSchema {
  switch (handling.type) {
    case 'default':
      return unionOf([compiled.outputSchema, { const: handling.value }]);
    case 'catch':
      return handling.output === undefined ? true : compiled.outputSchema;
    default:
      return compiled.outputSchema;
  }
}

function readEffect(draft: StepDraft, inferred: 'read' | 'write'): 'read' | 'write' {
  const effect = draft.source.get('effect')?.value;
  return effect === 'read' || effect === 'write' ? effect : inferred;
}

interface Effects {
  readonly effect: 'read' | 'write';
  /** Whether the step has an idempotency key. */
  readonly keyed: boolean;
}

function checkedPolicy(draft: StepDraft, { scope }: StepSurroundings, { effect, keyed }: Effects): StepPolicy {
  const { report, defaults } = scope.file;
  const step = draft.source;
  const cache = step.get('cache');
  if (effect === 'write' && cache !== undefined && cache.value !== false) {
    report(problems.cachedWrite.at(step.keyAt('cache'), {}));
  }
  const retried = step.get('retry', 'max_attempts')?.value;
  if (effect === 'write' && !keyed && retried !== undefined && retried !== 1) {
    report(problems.retriedWrite.at(step.keyAt('retry'), {}));
  }
  const policy = readPolicy({ step, defaults, effect, defaultTimeout: draft.kind?.takesDefaultTimeout ?? true });
  return effect === 'write' && !keyed ? { ...policy, retry: { ...policy.retry, maxAttempts: 1 } } : policy;
}

function declaredOutput(schema: JsonSchema | undefined): Pick<PlanNode, 'outputSchema' | 'validateOutput'> {
  return schema === undefined ? {} : { outputSchema: schema, validateOutput: valueErrors(schema) };
}

/** Keys that change when or how often a step runs, not what it does. */
const notIdentity: ReadonlySet<string> = new Set([
  ...['description', 'tags', 'needs', 'timeout', 'attempt_timeout', 'retry', 'cache'],
]);

interface HashSource {
  readonly facts: readonly Json[];
  readonly around: StepSurroundings;
}

function stepHash(draft: StepDraft, kind: StepKind, { facts, around }: HashSource): string {
  const entries = Object.entries(draft.source.value as JsonObject).filter(([key]) => !notIdentity.has(key));
  const identity = { language: 1, kind: kind.kind, step: Object.fromEntries(entries), facts };
  return around.scope.file.session.options.files.sha256(canonicalJson(identity));
}

function describe({ source }: StepDraft): { readonly tags: readonly string[]; readonly description?: string } {
  const description = source.get('description')?.value;
  const tags = source.get('tags')?.items() ?? [];
  return {
    tags: tags.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
    ...(typeof description === 'string' ? { description } : {}),
  };
}
