import { addUsage } from '../model/add-usage.ts';
import { addCosts, type Cost } from '../model/cost.ts';
import type { Usage } from '../model/usage.ts';
import type { ExecutionEvent } from './event.ts';
import { enclosingSteps } from './step-path.ts';

/** Tokens by the path of every step, its child steps' included; failed attempts that were billed count. */
export function usageByStep(events: Iterable<ExecutionEvent>): ReadonlyMap<string, Usage> {
  const calls = new Map<string, Usage[]>();
  for (const event of events) {
    if (event.type !== 'model-end' && event.type !== 'model-error') continue;
    const { usage } = event;
    if (usage === undefined) continue;
    for (const step of enclosingSteps(event.path)) calls.set(step, [...(calls.get(step) ?? []), usage]);
  }
  return new Map([...calls].map(([step, usages]) => [step, addUsage(usages)]));
}

/** What the run cost: every attempt, failed ones too. Cached answers cost 0; one unknown price makes it unknown. */
export function costOf(events: Iterable<ExecutionEvent>): Cost {
  const costs: Cost[] = [];
  for (const event of events) {
    if (event.type === 'model-end') costs.push(event.cost);
    if (event.type === 'model-error' && event.cost !== undefined) costs.push(event.cost);
  }
  return addCosts(costs);
}
