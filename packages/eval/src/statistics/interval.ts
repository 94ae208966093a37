/** How an interval was made; printed beside every number that has one. */
export type IntervalMethod =
  | 'wilson'
  | 'clopper-pearson'
  | 'jeffreys'
  | 'bayes-uniform'
  | 'agresti-coull'
  | 'wald'
  | 'tango'
  | 'newcombe-paired'
  | 'bonett-price'
  | 'newcombe'
  | 't'
  | 'welch'
  | 'sign-flip'
  | 'bca'
  | 'bootstrap'
  | 'cluster-bootstrap'
  | 'cr1-t'
  | 'cr2-satterthwaite'
  | 'order-statistic'
  | 'log-delta'
  | 'delta'
  | 'fieller'
  | 'betting'
  | 'rogan-gladen'
  | 'point';

/**
 * A two-sided interval and what it surrounds. `low` or `high` is infinite where the data bound only one side
 * (too few cases for an order statistic, for a permutation, a ratio over zero).
 */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided level, such as 0.95. A one-sided decision at level `a` reads the interval at `1 - 2a`. */
  readonly confidence: number;
  readonly method: IntervalMethod;
  /** Cases (not runs) behind the estimate. */
  readonly n: number;
}
