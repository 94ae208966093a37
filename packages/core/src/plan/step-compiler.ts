import type { Diagnostic } from '../errors/diagnostic.ts';
import type { Json, JsonSchema } from '../json.ts';
import { bothFacts, type Facts, noFacts } from '../language/cel/narrowing.ts';
import { compileTemplate } from '../language/compile.ts';
import type { Reference } from '../language/reference.ts';
import type { StepType, TypeEnvironment } from '../language/type-environment.ts';
import type { Expression, Template, Value } from '../language/value.ts';
import { checkModelName } from '../pipeline/read-models.ts';
import { type CheckedModule, readModule } from '../pipeline/read-module.ts';
import type {
  BlockCompileOptions,
  CompileContext,
  CompiledBlock,
  LocalTypes,
  ResolvedTool,
} from '../steps/compile-context.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import type { BlockScope } from './block-scope.ts';
import { checkPart } from './check-part.ts';
import { findExpression } from './classify-string.ts';
import { compilePart, compileValue } from './compile-value.ts';
import { isBroken, typeOfPart } from './part.ts';
import type { Plan } from './plan.ts';
import type { PlanBlock, PlannedBlock } from './planned-block.ts';
import * as problems from './problems.ts';
import { isReservedLocal } from './reserved.ts';
import { resolveSubPipeline } from './resolve-sub-pipeline.ts';
import { resolveTool } from './resolve-tool.ts';

/** What one step sees when it is compiled. */
export interface StepSurroundings {
  readonly pointer: string;
  readonly scope: BlockScope;
  /** The steps that it may read, as it sees them. */
  readonly steps: { readonly [id: string]: StepType };
  /** Lines of all steps in sight, for messages. */
  readonly lines: ReadonlyMap<string, number>;
  readonly planBlock: PlanBlock;
  /** Offsets at which something has been reported already. */
  readonly told?: ReadonlySet<number>;
}

/** Compiles the parts of one step and keeps what it reads and depends on. */
export class StepCompiler implements CompileContext {
  /** What the step reads from outside itself. */
  readonly reads: Reference[] = [];
  /** What decides what the step does and stands outside its own text: modules, models, tools, pipelines. */
  readonly facts: Json[] = [];
  /** Whether a step inside it, or a pipeline that it calls, writes. */
  writesInside = false;
  /** Whether anything was wrong. */
  failed = false;
  private readonly around: StepSurroundings;
  private readonly types = new WeakMap<object, JsonSchema>();
  private readonly conditions = new WeakMap<Expression, Facts>();
  private known: Facts = noFacts;

  constructor(around: StepSurroundings) {
    this.around = around;
  }

  report = (finding: Diagnostic): void => {
    if (finding.severity === 'error') this.failed = true;
    if (this.around.told?.has(finding.at.start.offset) === true) return;
    this.around.scope.file.report(this.explain(finding));
  };

  expression(source: LocatedJson, expected: JsonSchema, locals: LocalTypes = {}): Expression | undefined {
    return this.expressionIn(source, expected, this.environment(locals));
  }

  value(source: LocatedJson, expected: JsonSchema, locals: LocalTypes = {}): Value | undefined {
    return this.valueIn(source, expected, this.environment(locals));
  }

  template(source: LocatedJson, locals: LocalTypes = {}): Template | undefined {
    const text = source.text();
    if (text === undefined) return undefined;
    const expression = findExpression(text.text);
    if (expression !== undefined) {
      const at = text.span(expression.start, expression.end);
      this.report(problems.mixedValue.at(at, { where: 'expression-in-text' }));
    }
    const { partials } = this.around.scope.file;
    const compiled = compileTemplate(text, { ...this.environment(locals), partials });
    compiled.diagnostics.forEach(this.report);
    const template = compiled.value;
    if (template === undefined || expression !== undefined) return undefined;
    this.keep(template.references, locals);
    if (/\{\{[~]?#?>/.test(text.text)) this.facts.push(Object.values(partials).map((partial) => partial.text));
    return template;
  }

  typeOf(value: Expression | Value): JsonSchema {
    return this.types.get(value) ?? true;
  }

  /** What the condition tests counts as tested in everything that is compiled from now on. */
  assume(condition: Expression): void {
    this.known = bothFacts(this.known, this.conditions.get(condition) ?? noFacts);
  }

  block(steps: LocatedJson, { pointer, locals, holds }: BlockCompileOptions): CompiledBlock {
    const { scope, lines } = this.around;
    const before = this.known;
    if (holds !== undefined) this.assume(holds);
    const facts = withoutNames(this.knownFacts(), locals);
    const planned = this.around.planBlock(steps, {
      file: scope.file,
      pointer: `${this.around.pointer}/${pointer.join('/')}`,
      outer: this.around.steps,
      outerLines: lines,
      locals: { ...scope.locals, ...locals },
      facts,
    });
    this.known = before;
    this.keep(planned.reads, locals);
    this.writesInside ||= planned.writes;
    this.facts.push(planned.block.nodes.map((node) => node.hash));
    return this.inside(planned, { ...this.environment(locals), steps: planned.steps, facts });
  }

  localName(source: LocatedJson): string | undefined {
    const name = source.value;
    if (typeof name !== 'string') return undefined;
    if (isReservedLocal(name)) this.report(problems.reservedId.at(source.at(), { id: name }));
    else if (Object.hasOwn(this.around.scope.locals, name))
      this.report(problems.duplicateLocal.at(source.at(), { name }));
    return name;
  }

  model(source: LocatedJson): string | undefined {
    const { modelNames } = this.around.scope.file;
    const name = checkModelName(source, modelNames, this.report);
    if (name !== undefined) this.facts.push(modelFacts(name, this.around.scope));
    return name;
  }

  tool(source: LocatedJson, allMethods = false): ResolvedTool | undefined {
    const { file } = this.around.scope;
    const tool = resolveTool({ source, allMethods }, { ...file, report: this.report });
    if (tool === undefined) return undefined;
    const { kind, config } = tool.spec;
    this.facts.push({ kind, config, hash: file.tools.get(tool.spec.name)?.moduleHash ?? null });
    return tool;
  }

  module(source: LocatedJson): CheckedModule | undefined {
    const found = readModule(source, this.around.scope.file.modules, this.report);
    if (found !== undefined) this.facts.push({ module: found.ref.name, hash: found.hash });
    return found;
  }

  pipeline(source: LocatedJson): Plan | undefined {
    const { file } = this.around.scope;
    const plan = resolveSubPipeline(source, { ...file, report: this.report });
    if (plan === undefined) return undefined;
    this.facts.push(plan.hash);
    this.writesInside ||= writes(plan);
    return plan;
  }

  private environment(locals: LocalTypes): TypeEnvironment {
    const { scope, steps } = this.around;
    const facts = withoutNames(this.knownFacts(), locals);
    return { inputs: scope.file.inputs, steps, locals: { ...scope.locals, ...locals }, facts };
  }

  private knownFacts(): Facts {
    return bothFacts(this.around.scope.facts, this.known);
  }

  private expressionIn(
    source: LocatedJson,
    expected: JsonSchema,
    environment: TypeEnvironment,
  ): Expression | undefined {
    const part = compilePart(source, { environment, report: this.report });
    checkPart(part, expected, this.report);
    if (isBroken(part)) return undefined;
    const expression = part.kind === 'expression' ? part.expression : literalExpression(source);
    this.types.set(expression, typeOfPart(part));
    if (part.kind === 'expression') this.conditions.set(expression, part.whenTrue);
    this.keep(expression.references, environment.locals, this.around.scope.locals);
    return expression;
  }

  private valueIn(source: LocatedJson, expected: JsonSchema, environment: TypeEnvironment): Value | undefined {
    const { value, type } = compileValue(source, { expected, environment, report: this.report });
    if (value === undefined) return undefined;
    this.types.set(value, type);
    this.keep(value.references, environment.locals, this.around.scope.locals);
    return value;
  }

  /** The context after a child block: its steps are in sight, and what it reads of them is nobody else's business. */
  private inside(planned: PlannedBlock, within: TypeEnvironment): CompiledBlock {
    const own = new Set(planned.block.nodes.map((node) => node.id));
    const compile = <T extends Expression | Value>(
      more: LocalTypes | undefined,
      work: (environment: TypeEnvironment) => T | undefined,
    ): T | undefined => {
      const before = this.reads.length;
      const result = work({ ...within, locals: { ...within.locals, ...more } });
      const read = this.reads.splice(before);
      this.reads.push(...read.filter((reference) => reference.root !== 'steps' || !own.has(reference.path[0] ?? '')));
      return result;
    };
    return {
      block: planned.block,
      lastOutput: planned.lastOutput,
      expression: (source, expected, more) =>
        compile(more, (environment) => this.expressionIn(source, expected, environment)),
      value: (source, expected, more) => compile(more, (environment) => this.valueIn(source, expected, environment)),
    };
  }

  /** Remembers references, without the names in `own` that the step brings itself. */
  private keep(references: readonly Reference[], own: LocalTypes, outer: LocalTypes = {}): void {
    for (const reference of references) {
      const name = reference.path[0] ?? '';
      const isOwn = reference.root === 'local' && Object.hasOwn(own, name) && !Object.hasOwn(outer, name);
      if (!isOwn) this.reads.push(reference);
    }
  }

  /** A name that is unknown here and runs inside another step gets a better message. */
  private explain(finding: Diagnostic): Diagnostic {
    if (finding.code !== 'expr/unknown-name') return finding;
    const { file } = this.around.scope;
    const id = file.text.slice(finding.at.start.offset, finding.at.end.offset);
    const owner = file.innerSteps.get(id);
    return owner === undefined ? finding : problems.insideBlock.at(finding.at, { id, owner });
  }
}

function literalExpression(source: LocatedJson): Expression {
  const { value } = source;
  return { source: JSON.stringify(value), at: source.at(), references: [], evaluate: () => value };
}

/** Facts about other values than those that now have these names. */
function withoutNames(facts: Facts, names: LocalTypes): Facts {
  return new Map([...facts].filter(([path]) => !Object.hasOwn(names, /^[^.[]*/.exec(path)?.[0] ?? '')));
}

/** What a model's name stands for, without places. */
function modelFacts(name: string, scope: BlockScope): Json {
  const alias = scope.file.modelNames.aliases[name];
  if (alias === undefined) return name;
  const { at: _, ...facts } = alias;
  return JSON.parse(JSON.stringify({ name, ...facts }));
}

function writes(plan: Plan): boolean {
  return plan.main.nodes.some((node) => node.policy.effect === 'write');
}
