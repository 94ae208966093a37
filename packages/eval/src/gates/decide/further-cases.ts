import { normalQuantile } from '../../statistics/distributions/normal.ts';
import { casesForRate } from '../../statistics/power/cases-for-rate.ts';
import { detectableDifference } from '../../statistics/power/sample-sizes.ts';
import { type Comparison, type Condition, directionOf } from './condition.ts';
import type { Evidence } from './evidence.ts';
import { boundsOf } from './verdict-of-interval.ts';

/** What an open condition would need. */
export interface FurtherCases {
  readonly needed: number | null;
  readonly neededIfNoDifference?: number;
  readonly reason: string;
}

/** The chance of an answer that the number of further cases is for. */
const power = 0.8;
/** An estimate nearer to the bound than this share of the margin, and more than so many times n, is hopeless. */
const hopeless: { readonly shareOfMargin: number; readonly timesN: number } = { shareOfMargin: 0.1, timesN: 20 };

const atTheBound =
  'the truth looks like it is at the bound; more cases will not decide this; change the margin or accept the risk';

/** How many further cases give an 80 % chance of an answer: once as estimated, once if the arms are equal. */
export function furtherCases(condition: Condition, evidence: Evidence): FurtherCases {
  const { estimate, n } = evidence.interval;
  const further = furtherIf(condition, evidence, estimate);
  const equal = equalityAnswers(condition.comparison) ? equalValue(condition.comparison) : undefined;
  const ifEqual = equal === undefined ? undefined : furtherIf(condition, evidence, equal);
  const besides = ifEqual !== undefined && Number.isFinite(ifEqual) ? { neededIfNoDifference: ifEqual } : {};
  if (
    evidence.fewest !== undefined &&
    n < evidence.fewest &&
    !Number.isFinite(evidence.interval.low + evidence.interval.high)
  ) {
    const missing = evidence.fewest - n;
    return {
      needed: missing,
      reason: `fewer than ${evidence.fewest} cases give no bound at this confidence`,
      ...besides,
    };
  }
  const stuck = further > hopeless.timesN * n && isNearBound(condition, evidence);
  if (stuck || !Number.isFinite(further)) return { needed: null, reason: hopelessReason(evidence), ...besides };
  return { needed: further, reason: `${further} further cases would give an 80% chance of an answer`, ...besides };
}

function hopelessReason({ calibration = 0 }: Evidence): string {
  return calibration > 0
    ? "the judge's calibration is too coarse for this bound; more cases will not decide this, more human labels may"
    : atTheBound;
}

/** What the cases at hand could have shown: a difference, or a factor where ratios are bounded. */
export function detectable(condition: Condition, evidence: Evidence): { readonly detectable?: number } {
  const alpha = 1 - (condition.confidence ?? 0.95);
  const { interval, scale, variancePerCase } = evidence;
  const shown = detectableDifference({ n: interval.n, variance: variancePerCase(interval.estimate) }, { alpha, power });
  if (!Number.isFinite(shown) || shown <= 0) return {};
  return { detectable: scale === 'log' ? Math.exp(shown) : shown };
}

function furtherIf(condition: Condition, evidence: Evidence, assumed: number): number {
  const alpha = 1 - (condition.confidence ?? 0.95);
  const { n } = evidence.interval;
  const total = Math.max(
    ...boundsNear(condition, assumed).map((bound) => casesFor({ bound, assumed, alpha }, evidence)),
  );
  return Math.max(1, total - n);
}

function casesFor(at: { bound: number; assumed: number; alpha: number }, evidence: Evidence): number {
  if (evidence.rate) return casesForRate({ rate: at.assumed, bound: at.bound, alpha: at.alpha, power });
  const z = normalQuantile(1 - at.alpha) + normalQuantile(power);
  const apart = Math.abs(distance(at.assumed, at.bound, evidence.scale));
  const gap = Math.max(0, apart - (evidence.calibration ?? 0));
  const variance = evidence.variancePerCase(at.assumed);
  if (gap === 0 || Number.isNaN(gap)) return Number.POSITIVE_INFINITY;
  return Math.ceil((z * z * variance) / (gap * gap));
}

/** The nearer bound decides; at the middle of `within` both do. */
function boundsNear(condition: Condition, assumed: number): readonly number[] {
  const bounds = boundsOf({ comparison: condition.comparison, direction: directionOf(condition) });
  const nearest = Math.min(...bounds.map((bound) => Math.abs(bound - assumed)));
  return bounds.filter((bound) => Math.abs(bound - assumed) === nearest);
}

function distance(value: number, bound: number, scale: 'linear' | 'log'): number {
  return scale === 'log' ? Math.log(value) - Math.log(bound) : value - bound;
}

function isNearBound(condition: Condition, { interval, scale }: Evidence): boolean {
  const bounds = boundsNear(condition, interval.estimate);
  const size = Math.abs(marginOf(condition.comparison, scale));
  // Without a margin there is nothing to take a tenth of: the size alone says that more cases are no answer.
  if (size === 0) return true;
  return bounds.some((bound) => Math.abs(distance(interval.estimate, bound, scale)) <= hopeless.shareOfMargin * size);
}

function marginOf(comparison: Comparison, scale: 'linear' | 'log'): number {
  switch (comparison.kind) {
    case 'not_worse':
    case 'within':
      return comparison.margin;
    case 'better':
      return comparison.by;
    case 'at_least':
    case 'at_most':
      return scale === 'log' && comparison.of === 'baseline' ? Math.log(comparison.value) : 0;
  }
}

function equalValue(comparison: Comparison): number {
  return comparison.kind === 'at_least' || comparison.kind === 'at_most' ? 1 : 0;
}

/** True when two equal arms would meet the condition, so that "if they are equal" is a question worth answering. */
function equalityAnswers(comparison: Comparison): boolean {
  switch (comparison.kind) {
    case 'not_worse':
    case 'within':
      return comparison.margin > 0;
    case 'better':
      return false;
    case 'at_least':
      return comparison.of === 'baseline' && comparison.value < 1;
    case 'at_most':
      return comparison.of === 'baseline' && comparison.value > 1;
  }
}
