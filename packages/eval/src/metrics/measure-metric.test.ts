import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseRecord } from '../records/case-record.ts';
import { SampleTable } from '../records/sample-table.ts';
import { costValues, gateLatencies, scoreValues, successValues } from './case-values.ts';
import { measureMetric } from './measure-metric.ts';
import { parseMetric } from './metric-name.ts';
import type { MetricValue } from './metric-value.ts';

const shape = { scorers: [{ id: 'right', minimum: 0 }], repeat: 2 };

function record(changes: Partial<CaseRecord> & { readonly right?: number | 'unscored' }): CaseRecord {
  const { right, ...rest } = changes;
  const scores =
    right === undefined
      ? {}
      : {
          right:
            right === 'unscored'
              ? { value: null, unscored: true, reason: '' }
              : { value: right, unscored: false, reason: '' },
        };
  return {
    case: 'c',
    variant: 'v',
    repeat: 0,
    status: 'succeeded',
    output: null,
    scores,
    success: right === 1,
    usage: { input_tokens: 10, output_tokens: 5 },
    cost_usd: 1,
    judge_cost_usd: 0,
    spent_usd: 1,
    latency_s: 1,
    latency_source: 'fresh',
    ttft_s: null,
    waited_s: 0,
    calls: { model: 1, reused: 0, retries: 0, fallbacks: 0, refusals: 0, truncations: 0 },
    steps: {},
    row_hash: '',
    ...rest,
  };
}

function table(samples: readonly (readonly [row: number, record: CaseRecord])[]): SampleTable {
  const made = new SampleTable(shape);
  for (const [row, one] of samples) made.add(row, one);
  return made;
}

function measure(from: SampleTable, name: string, clusters?: readonly number[]): MetricValue {
  const metric = parseMetric(name, shape);
  if (metric === undefined) throw new Error(name);
  return measureMetric(from, metric, { clusters });
}

/** Row 0 right twice, row 1 right once, row 2 failed once and wrong once. */
const byHand = table([
  [0, record({ right: 1, cost_usd: 2, latency_s: 1 })],
  [0, record({ right: 1, repeat: 1, cost_usd: 4, latency_s: 3 })],
  [1, record({ right: 1, cost_usd: 1, latency_s: 4 })],
  [1, record({ right: 0, repeat: 1, cost_usd: 1, latency_s: 6 })],
  [2, record({ status: 'failed', success: false, cost_usd: 3, latency_s: 9 })],
  [2, record({ right: 0, repeat: 1, cost_usd: 5, latency_s: 10 })],
]);

test('each metric against a table by hand', () => {
  // Per case: right 1, 0.5, 0; errors 0, 0, 0.5; cost 3, 1, 4; latency of what succeeded 2, 5, 10.
  expect(measure(byHand, 'right')).toMatchObject({ value: 0.5, n: 3, unit: 'score' });
  expect(measure(byHand, 'success_rate')).toMatchObject({ value: 0.5, n: 3 });
  expect(measure(byHand, 'error_rate')).toMatchObject({ value: expect.closeTo(0.5 / 3, 12), n: 3, unit: 'rate' });
  expect(measure(byHand, 'cost_per_case')).toMatchObject({ value: expect.closeTo(8 / 3, 12), unit: 'usd' });
  expect(measure(byHand, 'cost_total')).toMatchObject({ value: 16, n: 6 });
  // All money, that of failures too, over the successes: 16 / 3.
  expect(measure(byHand, 'cost_per_success')).toMatchObject({ value: expect.closeTo(16 / 3, 12) });
  expect(measure(byHand, 'latency_p50')).toMatchObject({ value: 5, n: 3, unit: 's', source: 'fresh' });
  expect(measure(byHand, 'input_tokens')).toMatchObject({ value: 10, unit: 'tokens' });
  expect(measure(byHand, 'pass_at_2')).toMatchObject({ value: expect.closeTo(2 / 3, 12) });
  expect(measure(byHand, 'pass_hat_2')).toMatchObject({ value: expect.closeTo(1 / 3, 12) });
});

test('one sample of unknown cost makes the cost unknown, whatever its repeats cost', () => {
  const some = table([
    [0, record({ right: 1 })],
    [0, record({ right: 1, repeat: 1, cost_usd: null })],
    [1, record({ right: 1 })],
  ]);
  expect(costValues(some)).toEqual([undefined, 1]);
  for (const name of ['cost_per_case', 'cost_per_success', 'cost_total'])
    expect(measure(some, name)).toMatchObject({ value: null, unknown: expect.stringMatching(/not known/u) });
});

test('without a success there is no cost per success', () => {
  expect(measure(table([[0, record({ right: 0 })]]), 'cost_per_success')).toMatchObject({
    unknown: 'no case succeeded',
  });
});

test('fresh times before recorded ones before cached ones; a gate takes all, and tells the stale', () => {
  const cached = record({ right: 1, latency_s: 7, latency_source: 'cached', cached_at: 1000 });
  const mixed = table([
    [0, record({ right: 1, latency_s: 2 })],
    [1, cached],
  ]);
  expect(measure(mixed, 'latency_p50')).toMatchObject({ value: 2, n: 1, source: 'fresh' });
  expect(measure(table([[0, cached]]), 'latency_p50')).toMatchObject({ value: 7, n: 1, source: 'cached' });
  expect(gateLatencies(mixed, 'latency', 1000)).toEqual({ values: [2, 7], stale: 0 });
  expect(gateLatencies(mixed, 'latency', 1001)).toEqual({ values: [2, 7], stale: 1 });
});

test('clusters widen; when each case is its own they are as if there were none', () => {
  const rows = Array.from({ length: 60 }, (_, row) => [row, record({ right: Math.floor(row / 5) % 2 })] as const);
  const plain = measure(table(rows), 'right');
  const own = measure(
    table(rows),
    'right',
    rows.map(([row]) => row),
  );
  const five = measure(
    table(rows),
    'right',
    rows.map(([row]) => Math.floor(row / 5)),
  );
  expect(own).toEqual(plain);
  const width = ({ low, high }: MetricValue & { low?: number | null; high?: number | null }): number =>
    (high ?? 0) - (low ?? 0);
  expect(width(five)).toBeGreaterThan(1.5 * width(plain));
});

test('the table says what a list of records says', () => {
  const sample = fc.record({
    row: fc.nat({ max: 400 }),
    repeat: fc.nat({ max: 1 }),
    failed: fc.boolean(),
    right: fc.constantFrom<number | 'unscored' | undefined>(0, 1, 0.25, 'unscored', undefined),
    cost: fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
      const made = new SampleTable(shape);
      const last = new Map<string, (typeof samples)[number]>();
      for (const one of samples) {
        const { row, repeat, failed, right, cost } = one;
        const status = failed ? 'failed' : 'succeeded';
        const success = !failed && right === 1;
        made.add(
          row,
          record({ ...(failed || right === undefined ? {} : { right }), repeat, status, success, cost_usd: cost }),
        );
        last.set(`${row}/${repeat}`, one);
      }
      const kept = [...last.values()];
      expect([...made.samples()]).toHaveLength(kept.length);
      expect(made.replaced).toBe(samples.length - kept.length);
      for (let row = 0; row < made.rows; row += 1) {
        const own = kept.filter((one) => one.row === row);
        const scores = own.flatMap(({ failed, right }) => (failed ? [0] : typeof right === 'number' ? [right] : []));
        expect(scoreValues(made, 'right')[row]).toEqual(mean(scores));
        expect(successValues(made)[row]).toEqual(mean(own.map(({ failed, right }) => Number(!failed && right === 1))));
        const costs = own.flatMap(({ cost }) => cost ?? []);
        expect(costValues(made)[row]).toEqual(costs.length === own.length ? mean(costs) : undefined);
      }
    }),
    { seed: 7, numRuns: 100 },
  );
});

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
