import { rowsOf } from '@sluice/corpus/replay-sets';
import { moments, quantile } from '../../src/statistics/index.ts';
import type { Check, Row } from '../golden-stats/check.ts';
import type { SetCheck } from './set-check.ts';

/** Requests with their times: quantiles, moments and errors by endpoint. */
export const latency: SetCheck = (set, check) => {
  const lines: string[] = [];
  for (const [endpoint, path] of set.outputs) {
    const rows = rowsOf(path);
    const golden = set.expected.providers[endpoint];
    check.equal(`${endpoint} has figures`, golden !== undefined, true);
    const succeeded = rows.filter((row) => row.error_code === null);
    check.equal(`${endpoint} requests`, rows.length, golden.n_requests);
    check.equal(`${endpoint} errors`, rows.length - succeeded.length, golden.n_error);
    for (const column of ['latency_s', 'ttft_s']) {
      const figures = golden[column];
      if (figures === undefined) continue;
      const population = figures.population === 'no_error' ? succeeded : rows;
      check.equal(`${endpoint} population is known`, ['no_error', 'all'].includes(figures.population), true);
      compareTimes(
        check,
        population.map((row) => row[column]),
        { what: `${endpoint} ${column}`, ...figures },
      );
    }
    lines.push(`${endpoint} ${succeeded.length}/${rows.length}`);
  }
  return lines.join(', ');
};

function compareTimes(check: Check, times: readonly number[], golden: Row): void {
  const { mean, sd, n } = moments(times);
  const own: Record<string, number> = { mean, stddev: sd, n, min: Math.min(...times), max: Math.max(...times) };
  const figureOf = (name: string): number | undefined =>
    name.startsWith('p') ? quantile(times, Number(name.slice(1)) / 100) : own[name];
  for (const source of ['recomputed', 'published_summary_json']) {
    for (const [name, value] of Object.entries(golden[source] ?? {})) {
      check.same(`${golden.what} ${source} ${name}`, figureOf(name), value as number);
    }
  }
  const odd = golden.readme_cells_that_do_not_match ?? {};
  for (const [name, value] of Object.entries(golden.published_readme_table ?? {})) {
    if (name in odd) continue;
    // Cells of the table are rounded to two digits, cut off after two, or rounded to one.
    check.within(`${golden.what} table ${name}`, figureOf(name), value as number, 0.015);
  }
}
