/** How a bootstrap is run; the seed and the number of resamples belong in the report. */
export interface BootstrapOptions {
  /** Two-sided level; default 0.95. */
  readonly confidence?: number;
  /** Default 10,000. */
  readonly resamples?: number;
  readonly seed?: number;
}

/** Resamples where none are asked for. */
export const defaultResamples = 10_000;
