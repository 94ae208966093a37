import type { SampleTable } from '../records/sample-table.ts';
import { latencySource, sampleStatus, scoreState } from '../records/sample-table.ts';
import type { EventName } from './metric-name.ts';
import { passAtK, passHatK } from './pass-at-k.ts';

/** One number for each row of the dataset, repeats averaged; `undefined` where the row has none. */
export type CaseValues = readonly (number | undefined)[];

type SampleValue = (sample: number) => number | undefined;

export function scoreValues(table: SampleTable, scorer: string): CaseValues {
  const column = table.scores.get(scorer);
  return perCase(table, (sample) => {
    const state = column?.states.get(sample);
    return state === scoreState.scored || state === scoreState.failed ? column?.values.get(sample) : undefined;
  });
}

export function successValues(table: SampleTable): CaseValues {
  return perCase(table, (sample) => table.success.get(sample));
}

/** Chance that any, or all, of k samples of a case succeed; `undefined` where fewer were run. */
export function passValues(table: SampleTable, of: 'any' | 'all', k: number): CaseValues {
  const samples = new Uint32Array(table.rows);
  const correct = new Uint32Array(table.rows);
  for (const sample of table.samples()) {
    const row = table.rowOf(sample);
    samples[row] = (samples[row] ?? 0) + 1;
    if (table.success.get(sample) === 1) correct[row] = (correct[row] ?? 0) + 1;
  }
  const chance = of === 'any' ? passAtK : passHatK;
  return Array.from(samples, (count, row) =>
    count < k ? undefined : chance({ samples: count, correct: correct[row] ?? 0 }, k),
  );
}

export function errorValues(table: SampleTable): CaseValues {
  return perCase(table, (sample) => (table.status.get(sample) === sampleStatus.failed ? 1 : 0));
}

export function eventValues(table: SampleTable, event: EventName): CaseValues {
  const column = {
    retry: table.retries,
    fallback: table.fallbacks,
    refusal: table.refusals,
    truncation: table.truncations,
  };
  return perCase(table, (sample) => ((column[event].get(sample) ?? 0) > 0 ? 1 : 0));
}

/** Unknown as soon as one sample of the case is: the others must not stand in for it. */
export function costValues(table: SampleTable): CaseValues {
  const values = [...perCase(table, (sample) => table.cost.get(sample))];
  for (const sample of table.samples()) {
    if (table.cost.get(sample) === undefined) values[table.rowOf(sample)] = undefined;
  }
  return values;
}

export function tokenValues(table: SampleTable, of: 'input' | 'output'): CaseValues {
  const column = of === 'input' ? table.inputTokens : table.outputTokens;
  return perCase(table, (sample) => column.get(sample));
}

export interface LatencySample {
  readonly values: CaseValues;
  /** Times measured now or kept by a recording; `cached` where nothing else is there. */
  readonly source: 'fresh' | 'recorded' | 'cached';
}

/**
 * Latency in seconds of the cases that succeeded. Answers from the response cache are left out as long as
 * there is any other; where all are cached, theirs are given and said to be.
 */
export function latencyValues(table: SampleTable, of: 'latency' | 'ttft'): LatencySample {
  const column = of === 'latency' ? table.latency : table.timeToFirstToken;
  const from = (sources: readonly number[]): CaseValues =>
    perCase(table, (sample) =>
      table.status.get(sample) === sampleStatus.succeeded && sources.includes(table.latencySource.get(sample))
        ? column.get(sample)
        : undefined,
    );
  const fresh = from([latencySource.fresh]);
  if (fresh.some((value) => value !== undefined)) return { values: fresh, source: 'fresh' };
  const recorded = from([latencySource.recorded]);
  if (recorded.some((value) => value !== undefined)) return { values: recorded, source: 'recorded' };
  return { values: from([latencySource.cached]), source: 'cached' };
}

/**
 * As `latencyValues`, with every recorded time: what a gate decides on. `cachedBefore`: times of answers that were
 * made earlier than this count as stale.
 */
export function gateLatencies(table: SampleTable, of: 'latency' | 'ttft', cachedBefore: number): GateLatencies {
  const column = of === 'latency' ? table.latency : table.timeToFirstToken;
  let stale = 0;
  for (const sample of table.samples()) {
    if (table.latencySource.get(sample) !== latencySource.cached) continue;
    // An answer of unknown age is as good as an old one.
    if ((table.cachedAt.get(sample) ?? 0) < cachedBefore) stale += 1;
  }
  const values = perCase(table, (sample) =>
    table.status.get(sample) === sampleStatus.succeeded ? column.get(sample) : undefined,
  );
  return { values, stale };
}

export interface GateLatencies {
  readonly values: CaseValues;
  /** Samples whose cached answers are too old to say how long a call takes. */
  readonly stale: number;
}

function perCase(table: SampleTable, valueAt: SampleValue): CaseValues {
  const sums = new Float64Array(table.rows);
  const counts = new Uint32Array(table.rows);
  for (const sample of table.samples()) {
    const value = valueAt(sample);
    if (value === undefined) continue;
    const row = table.rowOf(sample);
    sums[row] = (sums[row] ?? 0) + value;
    counts[row] = (counts[row] ?? 0) + 1;
  }
  return Array.from(sums, (sum, row) => {
    const count = counts[row] ?? 0;
    return count === 0 ? undefined : sum / count;
  });
}
