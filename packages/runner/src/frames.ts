import type { AbortSignalLike, ModelAliases, Plan, PlanNode, Scope, StepView } from '@sluice/core';
import type { Budget } from './budget/budget.ts';
import type { Session } from './session.ts';
import { Tally } from './tally.ts';

/** One execution of a block of steps: where its steps stand, what they see, what stops them. */
export interface BlockFrame {
  readonly session: Session;
  readonly plan: Plan;
  readonly models: ModelAliases;
  /** Innermost first. */
  readonly budgets: readonly Budget[];
  /** `steps` grows as steps end; what it holds already never changes. */
  readonly scope: Scope & { readonly steps: { [id: string]: StepView } };
  /** Of the paths of its steps. */
  readonly prefix: string;
  /** The step that runs the block; absent at the top. */
  readonly owner: StepInstance | undefined;
  /** `[2]`, `case0`, `catch`; empty for the steps of a pipeline. */
  readonly name: string;
  readonly signal: AbortSignalLike;
  readonly tally: Tally;
  /** Virtual milliseconds since the start of the run. */
  readonly begin: number;
}

/** One execution of one step. */
export interface StepInstance {
  readonly node: PlanNode;
  readonly path: string;
  /** Of the step and of what it read when it started. */
  readonly key: string;
  readonly frame: BlockFrame;
  readonly session: Session;
  readonly tally: Tally;
  readonly signal: AbortSignalLike;
  /** Logical model calls so far. */
  calls: number;
  /** How often the same call was made so far, by its content. */
  readonly repeated: Map<string, number>;
  /** Virtual time: what would have passed if nothing had waited and every recorded answer had taken its time. */
  now: number;
}

export interface InstanceStart {
  readonly begin: number;
  readonly key: string;
}

export function newInstance(node: PlanNode, frame: BlockFrame, { begin, key }: InstanceStart): StepInstance {
  return {
    node,
    path: frame.prefix + node.id,
    key,
    frame,
    session: frame.session,
    tally: new Tally(frame.tally),
    signal: frame.signal,
    calls: 0,
    repeated: new Map(),
    now: begin,
  };
}

/** Adds the number of earlier equal calls of the step to a key: a call that is repeated is another sample. */
export function numbered(instance: StepInstance, key: string): string {
  const earlier = instance.repeated.get(key) ?? 0;
  instance.repeated.set(key, earlier + 1);
  return earlier === 0 ? key : `${key}-${earlier}`;
}

/** JSON pointer of this execution of the step: `/steps/3/map/2/steps/0`. */
export function instancePointer(node: PlanNode, frame: BlockFrame): string {
  const { owner, name } = frame;
  if (owner === undefined) return node.pointer;
  const outer = instancePointer(owner.node, owner.frame);
  if (name === '') return `${outer}/pipeline${node.pointer}`;
  const own = owner.node.pointer;
  const rest = node.pointer.startsWith(`${own}/`) ? node.pointer.slice(own.length) : node.pointer;
  const item = /^\[(\d+)\]$/.exec(name)?.[1];
  return outer + (item === undefined ? rest : rest.replace(/^\/[^/]+/, (kind) => `${kind}/${item}`));
}
