import type { Block, Plan } from '@sluice/core';

/** Names of the secrets that a pipeline and its sub-pipelines declare. */
export function plannedSecrets(plan: Plan): readonly string[] {
  const inner = [plan.main, ...(plan.finally === undefined ? [] : [plan.finally])].flatMap(inBlock);
  return [...new Set([...plan.secrets, ...inner])];
}

function inBlock({ nodes }: Block): readonly string[] {
  return nodes.flatMap(({ kind, config, onError }) => [
    ...(kind.kind === 'pipeline' ? plannedSecrets((config as { readonly plan: Plan }).plan) : []),
    ...(kind.blocks?.(config) ?? []).flatMap(({ block }) => inBlock(block)),
    ...(onError.type === 'catch' ? inBlock(onError.block) : []),
  ]);
}
