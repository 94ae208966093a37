import type { LoopConfig } from '../steps/loop/config.ts';
import type { MapConfig } from '../steps/map/config.ts';
import type { SubPipelineConfig } from '../steps/pipeline/config.ts';
import type { PromptConfig } from '../steps/prompt/config.ts';
import type { SwitchConfig } from '../steps/switch/config.ts';
import type { Block, Plan, PlanNode } from './plan.ts';

/** Aliases and references that a run may call, those of chains, blocks and sub-pipelines included; sorted. */
export function usedModels(plan: Plan): readonly string[] {
  const used = new Set<string>();
  for (const name of [...inBlock(plan.main), ...(plan.finally === undefined ? [] : inBlock(plan.finally))]) {
    addWithChain(name, plan, used);
  }
  return [...used].sort();
}

function addWithChain(name: string, plan: Plan, used: Set<string>): void {
  if (used.has(name)) return;
  used.add(name);
  const alias = plan.models[name];
  if (alias?.type === 'fallback') for (const next of alias.chain) addWithChain(next, plan, used);
}

function inBlock(block: Block): readonly string[] {
  return block.nodes.flatMap((node) => [
    ...inNode(node),
    ...(node.onError.type === 'catch' ? inBlock(node.onError.block) : []),
  ]);
}

/** The config of a node is what its own kind compiled. */
function inNode({ kind, config }: PlanNode): readonly string[] {
  switch (kind.kind) {
    case 'prompt':
      return (config as PromptConfig).tiers.map(({ model }) => model);
    case 'map':
      return inBlock((config as MapConfig).block);
    case 'loop':
      return inBlock((config as LoopConfig).block);
    case 'switch':
      return (config as SwitchConfig).cases.flatMap(({ block }) => inBlock(block));
    case 'pipeline':
      return usedModels((config as SubPipelineConfig).plan);
    default:
      return [];
  }
}
