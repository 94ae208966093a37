import { normalShareBelow, seededNormal } from '../random/normal.ts';
import { seededUnit } from '../random/seeded.ts';

/** What decides whether a model answers a case rightly. */
export interface CaseDraw {
  readonly seed: number;
  readonly model: string;
  /** The rule's name: being right in one step says nothing about another. */
  readonly rule: string;
  readonly caseKey: string;
  /** Which redraw of the case this is; 0 unless answers vary. */
  readonly redraw: number;
}

/**
 * Whether the answer is right: a share `quality` of all cases is, the same ones whatever the order of the requests.
 * With `difficulty` above 0 the models' latent scores of a case correlate by that much (a Gaussian copula, so that each
 * model keeps its own share); at 1 the cases that a stronger model misses are a subset of a weaker one's.
 */
export function isRight(draw: CaseDraw, quality: number, difficulty: number): boolean {
  const { seed, model, rule, caseKey, redraw } = draw;
  if (difficulty === 0) return seededUnit(seed, 'right', model, rule, caseKey, redraw) < quality;
  const shared = seededNormal(seed, 'difficulty', rule, caseKey);
  const own = seededNormal(seed, 'right', model, rule, caseKey, redraw);
  return normalShareBelow(Math.sqrt(difficulty) * shared + Math.sqrt(1 - difficulty) * own) < quality;
}
