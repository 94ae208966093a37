import { gateErrors } from './simulation/gate-errors.ts';
import { clusterCoverage, meanCoverage } from './simulation/mean-coverage.ts';
import { pairedFalsePass } from './simulation/paired-false-pass.ts';
import { rateCoverage } from './simulation/rate-coverage.ts';
import { costCoverage, latencyCoverage } from './simulation/ratio-coverage.ts';
import type { SimulationOptions, SimulationRow } from './simulation/simulation-row.ts';

/**
 * Measures what the intervals and gates promise: coverage of each default interval beside the naive one, how often gates
 * pass what they should not, looking once or again, and whether the printed N decides.
 */
export function simulateCoverage(options: SimulationOptions): readonly SimulationRow[] {
  return [
    ...rateCoverage(),
    ...pairedFalsePass([50, 100]),
    ...meanCoverage(options),
    ...clusterCoverage(options),
    ...costCoverage(options),
    ...latencyCoverage(options),
    ...gateErrors(options),
  ];
}
