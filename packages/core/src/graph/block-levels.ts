import type { Block } from '../plan/plan.ts';

/** Ids of a block's steps by the length of the longest way to each; ids of one level in the order of the block. */
export function blockLevels(block: Block): readonly (readonly string[])[] {
  const depths = new Map<string, number>();
  const levels: string[][] = [];
  for (const node of block.nodes) {
    const before = node.waitsFor.map((edge) => depths.get(edge.id) ?? -1);
    const depth = Math.max(-1, ...before) + 1;
    depths.set(node.id, depth);
    const level = levels[depth] ?? [];
    level.push(node.id);
    levels[depth] = level;
  }
  return levels;
}

/** `redact+customer | classify | draft`: what may run side by side, and after what. */
export function describeLevels(block: Block): string {
  return blockLevels(block)
    .map((ids) => ids.join('+'))
    .join(' | ');
}
