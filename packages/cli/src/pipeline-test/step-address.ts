import type { Block, Plan, PlanNode } from '@sluice/core';

/**
 * Addresses of all steps, those of maps, cases, catches and sub-pipelines included: `order_facts/order`.
 * A path in a log says which instance (`order_facts[2]/order`); an address leaves that open.
 */
export function stepAddresses(plan: Plan): ReadonlyMap<string, PlanNode> {
  const found = new Map<string, PlanNode>();
  addPlan(plan, '', found);
  return found;
}

function addPlan(plan: Plan, prefix: string, found: Map<string, PlanNode>): void {
  addBlock(plan.main, prefix, found);
  if (plan.finally !== undefined) addBlock(plan.finally, prefix, found);
}

function addBlock(block: Block, prefix: string, found: Map<string, PlanNode>): void {
  for (const node of block.nodes) {
    const address = prefix + node.id;
    if (!found.has(address)) found.set(address, node);
    const inner = `${address}/`;
    if (node.kind.kind === 'pipeline') addPlan((node.config as { readonly plan: Plan }).plan, inner, found);
    for (const { block: child } of node.kind.blocks?.(node.config) ?? []) addBlock(child, inner, found);
    if (node.onError.type === 'catch') addBlock(node.onError.block, inner, found);
  }
}

/** `order_facts[2]/order` and `route.case0/order` without their instances and blocks. */
export function addressOf(path: string): string {
  return path.replaceAll(/\[\d+\]|\.[a-z]\w*/gu, '');
}

/**
 * Whether an address means the step at a path: the same ids, and the same instance and block wherever the address
 * names one.
 */
export function meansPath(address: string, path: string): boolean {
  const wanted = address.split('/');
  const actual = path.split('/');
  return wanted.length === actual.length && wanted.every((part, index) => meansPart(part, actual[index] ?? ''));
}

function meansPart(wanted: string, actual: string): boolean {
  const [id, item, block] = partsOf(wanted);
  const [actualId, actualItem, actualBlock] = partsOf(actual);
  return id === actualId && (item ?? actualItem) === actualItem && (block ?? actualBlock) === actualBlock;
}

function partsOf(part: string): readonly [id: string | undefined, item: string | undefined, block: string | undefined] {
  const found = /^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?$/u.exec(part);
  return [found?.[1], found?.[2], found?.[3]];
}

/** The address that names a path most exactly. */
export function closestAddress(addresses: readonly string[], path: string): string | undefined {
  return addresses
    .filter((address) => meansPath(address, path))
    .reduce<string | undefined>(
      (best, next) => (best === undefined || next.length > best.length ? next : best),
      undefined,
    );
}
