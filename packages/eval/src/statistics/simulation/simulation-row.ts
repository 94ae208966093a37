/** One measured rate of a simulation: how often an interval covers, or a gate passes. */
export interface SimulationRow {
  readonly study: string;
  readonly setting: string;
  readonly method: string;
  /** What it should be: coverage at least about this, a false-pass rate at most about this. */
  readonly nominal: number;
  readonly measured: number;
  /** Random repetitions; `undefined` where every outcome was enumerated with its probability. */
  readonly repetitions: number | undefined;
}

/** How long to simulate. The same options give the same rows. */
export interface SimulationOptions {
  readonly repetitions: number;
  readonly seed?: number;
  /** Resamples of each bootstrap inside; default 400. */
  readonly resamples?: number;
}

/** True when the interval holds the truth. */
export function covers({ low, high }: { readonly low: number; readonly high: number }, truth: number): boolean {
  return low <= truth && truth <= high;
}
