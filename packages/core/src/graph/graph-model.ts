import type { Block, Plan, PlanNode } from '../plan/plan.ts';

/** A plan as a drawing knows it; ids of inner steps carry the way to them. */
export interface Graph {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** `order_facts/order`: unique in the graph. */
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly conditional: boolean;
  readonly effect: 'read' | 'write';
  /** The node that it runs in. */
  readonly parent?: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly accept: 'succeeded' | 'succeeded-or-skipped' | 'any';
}

export function toGraph(plan: Plan): Graph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const graph = { name: plan.name, nodes, edges };
  addBlock(plan.main, undefined, graph);
  if (plan.finally !== undefined) addBlock(plan.finally, undefined, graph);
  return graph;
}

interface GrowingGraph {
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
}

function addBlock(block: Block, parent: string | undefined, graph: GrowingGraph): void {
  const inside = new Set(block.nodes.map((node) => node.id));
  for (const node of block.nodes) {
    const id = parent === undefined ? node.id : `${parent}/${node.id}`;
    graph.nodes.push(toNode(node, id, parent));
    for (const edge of node.waitsFor) {
      if (!inside.has(edge.id)) continue;
      const from = parent === undefined ? edge.id : `${parent}/${edge.id}`;
      graph.edges.push({ from, to: id, accept: edge.accept });
    }
    for (const { name, block: inner } of childBlocks(node)) addBlock(inner, name === '' ? id : `${id}/${name}`, graph);
  }
}

function childBlocks(node: PlanNode): readonly { readonly name: string; readonly block: Block }[] {
  const own = node.kind.blocks?.(node.config) ?? [];
  return node.onError.type === 'catch' ? [...own, { name: 'catch', block: node.onError.block }] : own;
}

function toNode(node: PlanNode, id: string, parent: string | undefined): GraphNode {
  return {
    id,
    label: node.id,
    kind: node.kind.kind,
    conditional: node.when !== undefined,
    effect: node.policy.effect,
    ...(parent === undefined ? {} : { parent }),
  };
}
