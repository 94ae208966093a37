import { expect, test } from 'vitest';
import { addUsage } from './add-usage.ts';
import { noUsage } from './usage.ts';

test('buckets are summed; what nobody reported stays unknown', () => {
  const sum = addUsage([
    { ...noUsage, input: 1, output: 2, requests: { webSearch: 1 }, tier: 'batch', anomalies: ['odd'] },
    { ...noUsage, input: 3, reasoning: 4, requests: { webSearch: 2, other: { maps: 1 } }, tier: 'flex' },
  ]);
  expect(sum).toMatchObject({
    input: 4,
    output: 2,
    reasoning: 4,
    cacheRead: undefined,
    requests: { webSearch: 3, other: { maps: 1 } },
    tier: undefined,
    anomalies: ['odd'],
  });
  expect(addUsage([])).toEqual(noUsage);
});
