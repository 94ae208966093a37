import type { LocatedJson } from '../yaml/located-json.ts';

/** Ids of all steps that run inside another one, with the id of that outer step. */
export function innerSteps(root: LocatedJson): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const key of ['steps', 'finally']) {
    for (const step of root.get(key)?.items() ?? []) {
      const owner = step.get('id')?.value;
      if (typeof owner === 'string') collect(step, owner, found);
    }
  }
  return found;
}

/** Any list called `steps` below a step holds steps, whatever the kind. */
function collect(node: LocatedJson, owner: string, found: Map<string, string>): void {
  for (const [key, value] of node.entries()) {
    if (key === 'steps') {
      for (const step of value.items()) {
        const id = step.get('id')?.value;
        if (typeof id === 'string' && !found.has(id)) found.set(id, owner);
      }
    }
    collect(value, owner, found);
  }
  for (const item of node.items()) collect(item, owner, found);
}
