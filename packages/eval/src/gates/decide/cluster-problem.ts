import type { ClusterId } from '../../statistics/clusters/cluster-robust.ts';

/** Fewest clusters whose robust error can be trusted. */
const fewestClusters = 10;

/** Why clusters cannot carry an answer; `undefined` when they can, or when there are none. */
export function clusterProblem(clusters: readonly ClusterId[] | undefined): string | undefined {
  if (clusters === undefined) return undefined;
  const count = new Set(clusters).size;
  return count < fewestClusters
    ? `there are ${count} clusters, and fewer than ${fewestClusters} are too few`
    : undefined;
}

/** `undefined` when every case is its own cluster: then the sharper intervals for independent cases hold. */
export function effectiveClusters(clusters: readonly ClusterId[] | undefined): readonly ClusterId[] | undefined {
  return clusters && new Set(clusters).size < clusters.length ? clusters : undefined;
}
