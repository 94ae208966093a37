import type { ReplaySet } from '@sluice/corpus/replay-sets';
import type { EvalResult } from '@sluice/eval';
import { truthOf } from './truth.ts';

/** What was compared and what differs. */
export interface Comparison {
  compared: number;
  readonly problems: string[];
}

export function newComparison(): Comparison {
  return { compared: 0, problems: [] };
}

export function same(into: Comparison, what: string, [found, wanted]: readonly [unknown, unknown]): void {
  into.compared += 1;
  const close =
    typeof found === 'number' && typeof wanted === 'number'
      ? Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
      : found === wanted;
  if (!close) into.problems.push(`${what}: ${String(found)}, expected ${String(wanted)}`);
}

/** Every scorer of every variant of which the set says how many are right. */
export function compareShares(into: Comparison, result: EvalResult, set: ReplaySet): void {
  for (const variant of result.variants) {
    for (const scorer of result.scorers) {
      const truth = truthOf(set, modelOf(variant.models), scorer);
      if (truth === undefined) continue;
      const metric = variant.metrics[scorer];
      same(into, `${variant.name} ${scorer}`, [metric?.value, truth.correct / truth.n]);
      same(into, `${variant.name} ${scorer} n`, [metric?.value === null ? 0 : metric?.n, truth.n]);
    }
  }
}

/** The 2x2 table of two models by a scorer, whichever of them is the baseline. */
export function comparePair(into: Comparison, result: EvalResult, { scorer, models, cells }: PairTruth): void {
  const [first, second] = models.map((model) => result.variants.find((one) => modelOf(one.models) === model)?.name);
  const found = result.comparisons.find(
    ({ metric, baseline, candidate }) =>
      metric === scorer && [baseline, candidate].every((name) => name === first || name === second),
  );
  const swapped = found?.baseline === second;
  const { both, only_baseline: before, only_candidate: after, neither } = found?.table ?? {};
  const table = [both, swapped ? after : before, swapped ? before : after, neither];
  same(into, `${scorer} of ${models.join(' and ')}`, [table.join(' '), cells.join(' ')]);
}

export interface PairTruth {
  readonly scorer: string;
  readonly models: readonly [string, string];
  /** Both, only the first, only the second, neither. */
  readonly cells: readonly [number, number, number, number];
}

/** `gpt-4` of `replay/.../outputs.gpt-4.jsonl`. */
export function modelOf(models: { readonly [alias: string]: string }): string {
  const reference = Object.values(models)[0] ?? '';
  return /outputs\.([^/]+)\.jsonl$/u.exec(reference)?.[1] ?? reference;
}
