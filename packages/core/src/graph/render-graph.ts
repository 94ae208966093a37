import type { Plan } from '../plan/plan.ts';
import { blockLevels } from './block-levels.ts';
import { type Graph, type GraphNode, toGraph } from './graph-model.ts';

export const graphFormats = ['mermaid', 'dot', 'json'] as const;

export type GraphFormat = (typeof graphFormats)[number];

/** The steps of a plan and their edges, for drawing or reading. */
export function renderGraph(plan: Plan, format: GraphFormat): string {
  const graph = toGraph(plan);
  switch (format) {
    case 'mermaid':
      return renderMermaid(graph);
    case 'dot':
      return renderDot(graph);
    case 'json':
      return JSON.stringify({ schema: 'sluice/graph/v1', ...graph, levels: blockLevels(plan.main) }, null, 2);
  }
}

function renderMermaid(graph: Graph): string {
  const lines = ['flowchart TD', ...mermaidNodes(graph, undefined, '  ')];
  for (const { from, to, accept } of graph.edges) {
    lines.push(`  ${name(from)} ${arrows[accept]} ${name(to)}`);
  }
  return lines.join('\n');
}

const arrows = { succeeded: '-->', 'succeeded-or-skipped': '-.->', any: '==>' } as const;

function mermaidNodes(graph: Graph, parent: string | undefined, indent: string): readonly string[] {
  return childrenOf(graph, parent).flatMap((node) => {
    const inner = mermaidNodes(graph, node.id, `${indent}  `);
    const label = `"${node.label}<br/>${node.kind}${node.effect === 'write' ? ' (writes)' : ''}"`;
    if (inner.length > 0) return [`${indent}subgraph ${name(node.id)} [${label}]`, ...inner, `${indent}end`];
    const [open, close] = node.conditional ? ['{{', '}}'] : ['[', ']'];
    return [`${indent}${name(node.id)}${open}${label}${close}`];
  });
}

function renderDot(graph: Graph): string {
  const lines = [`digraph ${quote(graph.name)} {`, '  rankdir=TB;', '  node [shape=box];'];
  for (const node of graph.nodes) {
    const shape = node.conditional ? ', shape=hexagon' : '';
    lines.push(`  ${quote(node.id)} [label=${quote(`${node.label}\\n${node.kind}`)}${shape}];`);
    const owner = graph.nodes.findLast((other) => other.id === node.parent || node.parent?.startsWith(`${other.id}/`));
    if (owner !== undefined) lines.push(`  ${quote(owner.id)} -> ${quote(node.id)} [style=dotted, arrowhead=none];`);
  }
  for (const { from, to, accept } of graph.edges) {
    lines.push(`  ${quote(from)} -> ${quote(to)}${accept === 'succeeded' ? '' : ' [style=dashed]'};`);
  }
  return [...lines, '}'].join('\n');
}

/** The nodes right inside another; a case of a switch counts as its switch. */
function childrenOf(graph: Graph, parent: string | undefined): readonly GraphNode[] {
  const ids = new Set(graph.nodes.map((node) => node.id));
  return graph.nodes.filter((node) => {
    const own = node.parent;
    if (own === undefined || parent === undefined) return own === parent;
    return own === parent || (!ids.has(own) && own.slice(0, own.lastIndexOf('/')) === parent);
  });
}

function name(id: string): string {
  // `end` and the like are words of Mermaid: a prefix keeps ids apart from them.
  return `s_${id.replaceAll('/', '__')}`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}
