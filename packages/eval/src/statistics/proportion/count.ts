/** How many of `n` cases had the property. */
export interface Count {
  readonly successes: number;
  readonly n: number;
}
