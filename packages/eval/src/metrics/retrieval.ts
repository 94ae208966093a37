/** Relevance of the retrieved items in their order; 0 is not relevant. */
export type RankedRelevance = readonly number[];

/** Normalised discounted cumulative gain with linear gains, 0 to 1; 0 where nothing is relevant. */
export function ndcg(ranked: RankedRelevance, depth: number = ranked.length): number {
  const ideal = [...ranked].sort((a, b) => b - a);
  const best = discounted(ideal.slice(0, depth));
  return best === 0 ? 0 : discounted(ranked.slice(0, depth)) / best;
}

/** 1 / place of the first relevant item; 0 without one. */
export function reciprocalRank(ranked: RankedRelevance): number {
  const place = ranked.findIndex((relevance) => relevance > 0);
  return place < 0 ? 0 : 1 / (place + 1);
}

/** Relevant share of the first `depth` items. */
export function precisionAt(ranked: RankedRelevance, depth: number): number {
  return relevantIn(ranked.slice(0, depth)) / depth;
}

/** Share of the relevant items among the first `depth`; 0 where none is relevant. */
export function recallAt(ranked: RankedRelevance, depth: number): number {
  const all = relevantIn(ranked);
  return all === 0 ? 0 : relevantIn(ranked.slice(0, depth)) / all;
}

/** Mean of the precision at each relevant item. */
export function rankedPrecision(ranked: RankedRelevance): number {
  const all = relevantIn(ranked);
  if (all === 0) return 0;
  return ranked.reduce((sum, relevance, index) => sum + (relevance > 0 ? precisionAt(ranked, index + 1) : 0), 0) / all;
}

function discounted(ranked: RankedRelevance): number {
  return ranked.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}

function relevantIn(ranked: RankedRelevance): number {
  return ranked.filter((relevance) => relevance > 0).length;
}
