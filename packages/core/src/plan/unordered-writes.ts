import type { Span } from '../errors/span.ts';
import * as problems from './problems.ts';
import type { Report } from './session.ts';

interface WritingStep {
  readonly draft: { readonly id: string };
  readonly result: { readonly writes: boolean; readonly node: { readonly at: Span } | undefined };
  readonly waitsFor: readonly { readonly id: string }[];
}

/**
 * Warns of writes that are in no order with a write before them. `steps` come in dependency order, so all writes are
 * ordered exactly if each has as many of them on its longest path as stand before it in the list.
 */
export function reportUnorderedWrites(steps: readonly WritingStep[], report: Report): void {
  const depths = new Map<string, number>();
  const writes: WritingStep[] = [];
  for (const step of steps) {
    const before = step.waitsFor.reduce((most, edge) => Math.max(most, depths.get(edge.id) ?? 0), 0);
    depths.set(step.draft.id, before + (step.result.writes ? 1 : 0));
    if (!step.result.writes) continue;
    if (before < writes.length && step.result.node !== undefined) {
      const other = unrelated(step, writes, steps);
      report(problems.unorderedWrites.at(step.result.node.at, { id: step.draft.id, other }));
    }
    writes.push(step);
  }
}

/** The last earlier write that `step` does not wait for. */
function unrelated(step: WritingStep, writes: readonly WritingStep[], steps: readonly WritingStep[]): string {
  const byId = new Map(steps.map((other) => [other.draft.id, other]));
  const ancestors = new Set<string>();
  const open = step.waitsFor.map((edge) => edge.id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (ancestors.has(id)) continue;
    ancestors.add(id);
    open.push(...(byId.get(id)?.waitsFor ?? []).map((edge) => edge.id));
  }
  return writes.findLast((write) => !ancestors.has(write.draft.id))?.draft.id ?? '';
}
