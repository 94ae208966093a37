import type { Block, Dependency, PlanNode } from '../plan/plan.ts';
import type { SkipReason } from './event.ts';

/** How a step ended, as its dependents see it. */
export type EndStatus = 'succeeded' | 'failed' | 'skipped' | 'cancelled';

export type Decision =
  | { readonly do: 'wait' }
  | { readonly do: 'run' }
  | { readonly do: 'skip'; readonly reason: SkipReason };

/** Ids of the block's steps that may start now, in file order; `started` are those that run already. */
export function readySteps(
  block: Block,
  ended: ReadonlyMap<string, EndStatus>,
  started: ReadonlySet<string>,
): readonly string[] {
  const ids = new Set(block.nodes.map((node) => node.id));
  return block.nodes
    .filter((node) => !started.has(node.id) && !ended.has(node.id))
    .filter((node) => decide(dependenciesWithin(ids, node), ended).do === 'run')
    .map((node) => node.id);
}

/** What the step waits for in its own block, whose steps are `ids`: whatever stands outside ended before the block began. */
export function dependenciesWithin(ids: ReadonlySet<string>, node: PlanNode): readonly Dependency[] {
  return node.waitsFor.filter((dependency) => ids.has(dependency.id));
}

/**
 * What to do with a step, given how others ended. The first dependency that it cannot accept, in the order of `waitsFor`, is the reason of a skip; a skip is only
 * decided when every dependency has ended, so that the reason never depends on who was faster.
 */
export function decide(waitsFor: readonly Dependency[], ended: ReadonlyMap<string, EndStatus>): Decision {
  let refused: SkipReason | undefined;
  for (const dependency of waitsFor) {
    const status = ended.get(dependency.id);
    if (status === undefined) return wait;
    if (refused !== undefined || status === 'succeeded' || dependency.accept === 'any') continue;
    if (status === 'skipped' && dependency.accept === 'succeeded-or-skipped') continue;
    refused = { why: 'dependency', step: dependency.id, status };
  }
  return refused === undefined ? run : { do: 'skip', reason: refused };
}

const wait: Decision = { do: 'wait' };
const run: Decision = { do: 'run' };
