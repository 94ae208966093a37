import type { JsonSchema } from '../json.ts';
import type { Reference } from '../language/reference.ts';
import type { StepType } from '../language/type-environment.ts';
import { orNull } from '../types/union-of.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import type { BlockScope } from './block-scope.ts';
import { type CompiledNode, compileStep } from './compile-step.ts';
import { dependencyOrder } from './dependency-order.ts';
import { mentionedSteps } from './mentions.ts';
import type { Dependency, PlanNode } from './plan.ts';
import type { PlannedBlock } from './planned-block.ts';
import * as problems from './problems.ts';
import { draftSteps, type StepDraft } from './step-draft.ts';
import { reportUnorderedWrites } from './unordered-writes.ts';

/** Compiles a list of steps, each after those whose types it needs, and connects them by what they read. */
export function planBlock(steps: LocatedJson, scope: BlockScope): PlannedBlock {
  const drafts = draftSteps(steps, scope);
  const compiled = new BlockCompiler(drafts, scope).compile();
  const items = drafts
    .filter((draft) => draft.key === draft.id)
    .map((draft) => ({ id: draft.id, after: compiled.get(draft.key)?.waitsFor.map((edge) => edge.id) ?? [] }));
  const { order, cycles } = dependencyOrder(items);
  for (const path of cycles) {
    const first = drafts.find((draft) => draft.id === path[0]);
    if (first !== undefined)
      scope.file.report(problems.cycle.at((first.source.get('id') ?? first.source).at(), { path }));
  }
  const ordered = order.flatMap((id) => compiled.get(id) ?? []);
  if (cycles.length === 0) {
    reportUnorderedWrites(ordered, scope.file.report);
    reportUntyped(ordered, scope);
  }
  const nodes = ordered.flatMap(({ result, waitsFor }): PlanNode[] =>
    result.node === undefined ? [] : [{ ...result.node, waitsFor }],
  );
  return {
    block: { nodes },
    steps: { ...scope.outer, ...Object.fromEntries(ordered.map((step) => [step.draft.id, step.after])) },
    reads: ordered.flatMap(({ result }) => result.reads.filter((read) => !isOwn(read, compiled))),
    writes: ordered.some(({ result }) => result.writes),
    lastOutput: lastOutput(ordered.at(-1)?.after),
  };
}

/** A compiled step with its edges. */
export interface ConnectedStep {
  readonly draft: StepDraft;
  readonly result: CompiledNode;
  readonly waitsFor: readonly Dependency[];
  /** How the step looks once the block has ended. */
  readonly after: StepType;
}

class BlockCompiler {
  private readonly drafts: readonly StepDraft[];
  private readonly scope: BlockScope;
  private readonly places: ReadonlyMap<string, number>;
  private readonly lines: ReadonlyMap<string, number>;
  private readonly done = new Map<string, ConnectedStep>();
  /** How a step that waits for the others' success sees them. */
  private readonly steps: Record<string, StepType>;

  constructor(drafts: readonly StepDraft[], scope: BlockScope) {
    this.drafts = drafts;
    this.scope = scope;
    this.places = new Map(drafts.filter((draft) => draft.key === draft.id).map((draft, place) => [draft.id, place]));
    this.steps = { ...scope.outer };
    for (const draft of drafts) this.steps[draft.id] = stepType(draft, { output: draft.declaredOutput ?? true });
    const lines = drafts.map((draft) => [draft.id, draft.source.at('id').start.line] as const);
    this.lines = new Map([...scope.outerLines, ...lines]);
  }

  compile(): ReadonlyMap<string, ConnectedStep> {
    const byKey = new Map(this.drafts.map((draft) => [draft.key, draft]));
    const items = this.drafts.map((draft) => ({
      id: draft.key,
      after: [...mentionedSteps(draft.source.value), ...draft.needs.map((need) => need.id)],
    }));
    for (const key of dependencyOrder(items).order) {
      const draft = byKey.get(key);
      if (draft !== undefined) this.compileOne(draft);
    }
    return this.done;
  }

  private compileOne(draft: StepDraft): void {
    const needs = this.checkNeeds(draft);
    const { scope, lines, steps } = this;
    const restore = this.lookThrough(needs);
    const result = compileStep(draft, { pointer: draft.pointer, scope, steps, lines, planBlock });
    restore();
    const waitsFor = this.edges(needs, result.reads);
    const after = { ...stepType(draft, result), maySkip: this.maySkip(result, waitsFor), mayFail: result.continues };
    this.done.set(draft.key, { draft, result, waitsFor, after });
    if (draft.key === draft.id) this.steps[draft.id] = stepType(draft, result);
  }

  private checkNeeds(draft: StepDraft): readonly Dependency[] {
    return draft.needs.filter(({ id, source }) => {
      if (this.places.has(id)) return true;
      const { file } = this.scope;
      const owner = file.innerSteps.get(id);
      const inside = owner !== undefined && !Object.hasOwn(this.scope.outer, id);
      if (inside) file.report(problems.insideBlock.at(source.at(), { id, owner }));
      else file.report(problems.unknownNeed.at(source.at(), { id, known: [...this.places.keys()] }));
      return false;
    });
  }

  /** Shows the steps as one of them sees the others: what it accepts as skipped or failed may have no output. */
  private lookThrough(needs: readonly Dependency[]): () => void {
    const { steps } = this;
    // Changed in place: a copy for each step would make large files quadratic.
    const before = needs.flatMap(({ id, accept }) => {
      const known = steps[id];
      if (accept === 'succeeded' || known === undefined) return [];
      const maySkip = this.done.get(id)?.after.maySkip ?? true;
      steps[id] = { ...known, maySkip, mayFail: accept === 'any' };
      return [[id, known] as const];
    });
    return () => {
      for (const [id, known] of before.toReversed()) steps[id] = known;
    };
  }

  private edges(needs: readonly Dependency[], reads: readonly Reference[]): readonly Dependency[] {
    const edges = new Map<string, Dependency>();
    for (const { id, accept } of needs) edges.set(id, { id, accept });
    for (const { root, path } of reads) {
      const id = path[0] ?? '';
      if (root === 'steps' && this.places.has(id) && !edges.has(id)) edges.set(id, { id, accept: 'succeeded' });
    }
    return [...edges.values()].sort((a, b) => (this.places.get(a.id) ?? 0) - (this.places.get(b.id) ?? 0));
  }

  private maySkip(result: CompiledNode, waitsFor: readonly Dependency[]): boolean {
    if (result.conditional) return true;
    return waitsFor.some(({ id, accept }) => {
      const after = this.done.get(id)?.after;
      if (after === undefined || accept === 'any') return false;
      return after.mayFail === true || (accept === 'succeeded' && after.maySkip);
    });
  }
}

/** What a block without an `output` comes to: null where its last step did not end well. */
function lastOutput(last: StepType | undefined): JsonSchema {
  if (last === undefined) return true;
  return last.maySkip || last.mayFail === true ? orNull(last.output) : last.output;
}

function stepType(draft: StepDraft, { output }: Pick<CompiledNode, 'output'>): StepType {
  const shows = draft.kind?.shows ?? [];
  return { output, maySkip: false, isMap: shows.includes('errors'), hasModel: shows.includes('model') };
}

function isOwn({ root, path }: Reference, compiled: ReadonlyMap<string, unknown>): boolean {
  return root === 'steps' && compiled.has(path[0] ?? '');
}

/** Warns of outputs that are read although nothing is known of them. */
function reportUntyped(steps: readonly ConnectedStep[], { file }: BlockScope): void {
  const read = new Set<string>();
  for (const { result } of steps) {
    for (const { root, path } of result.reads) {
      if (root === 'steps' && path[1] === 'output') read.add(path[0] ?? '');
    }
  }
  for (const { draft, result } of steps) {
    if (result.output !== true || result.node === undefined || !read.has(draft.id)) continue;
    file.report(problems.untyped.at(result.node.at, { id: draft.id }));
  }
}
