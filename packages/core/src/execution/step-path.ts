/**
 * The prefix of the paths of a child block's steps: `order_facts[2]/`, `route.case0/`, `draft.catch/`,
 * and `quality/` for the steps of a sub-pipeline, which has no block name.
 */
export function blockPrefix(path: string, block: string): string {
  if (block === '') return `${path}/`;
  return block.startsWith('[') ? `${path}${block}/` : `${path}.${block}/`;
}

/** Whether `path` is the step at `root`, or a step that runs inside it. */
export function isWithin(path: string, root: string): boolean {
  if (!path.startsWith(root)) return false;
  const next = path[root.length];
  return next === undefined || next === '[' || next === '.' || next === '/';
}

/** The steps whose children `path` is, from the outermost to the step itself: `a[2]/b` gives `a`, `a[2]/b`. */
export function enclosingSteps(path: string): readonly string[] {
  const steps: string[] = [];
  let start = 0;
  for (const name of path.split('/')) {
    const end = start + name.length;
    const bare = end === path.length ? end : start + name.search(/[[.]|$/);
    steps.push(path.slice(0, bare));
    start = end + 1;
  }
  return steps;
}
