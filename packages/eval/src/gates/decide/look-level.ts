import { halvedLevel, lookLevels } from '../../statistics/sequential/group-sequential.ts';

/** How alpha is spent when a gate is evaluated again on a growing case set. */
export type LookPlan =
  | { readonly kind: 'once' }
  /** Look k uses alpha / 2^k, whatever the sizes. */
  | { readonly kind: 'spend-half'; readonly looks: number }
  /** At equally spaced sizes only. */
  | { readonly kind: 'obrien-fleming' | 'pocock'; readonly looks: number }
  /** Any number of looks, with `interval: 'always-valid'` on every condition. */
  | { readonly kind: 'always-valid' };

/** The one-sided level of look `look` (from 1); `undefined` when the plan has no such look. */
export function lookLevel(plan: LookPlan, look: number, alpha = 0.05): number | undefined {
  if (!Number.isInteger(look) || look < 1) return undefined;
  switch (plan.kind) {
    case 'once':
      return look === 1 ? alpha : undefined;
    case 'spend-half':
      return look <= plan.looks ? halvedLevel(alpha, look) : undefined;
    case 'obrien-fleming':
    case 'pocock':
      return lookLevels({ kind: plan.kind, looks: plan.looks, alpha })[look - 1];
    case 'always-valid':
      return alpha;
  }
}
