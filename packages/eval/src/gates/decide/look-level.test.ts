import { expect, test } from 'vitest';
import { lookLevel } from './look-level.ts';

test('spending half each time never spends more than alpha', () => {
  const plan = { kind: 'spend-half', looks: 4 } as const;
  const levels = [1, 2, 3, 4].map((look) => lookLevel(plan, look) ?? Number.NaN);
  expect(levels).toEqual([0.025, 0.0125, 0.00625, 0.003125]);
  expect(levels.reduce((sum, level) => sum + level)).toBeLessThan(0.05);
  expect(lookLevel(plan, 5)).toBeUndefined();
});

test('a planned sequence has its published levels and no further look', () => {
  const plan = { kind: 'obrien-fleming', looks: 2 } as const;
  expect(lookLevel(plan, 1, 0.025)).toBeCloseTo(0.002583, 6);
  expect(lookLevel(plan, 2, 0.025)).toBeCloseTo(0.023996, 5);
  expect(lookLevel(plan, 3, 0.025)).toBeUndefined();
  expect(lookLevel({ kind: 'pocock', looks: 4 }, 3)).toBeCloseTo(0.019347, 5);
});

test('one look is one look; an always-valid sequence keeps its level', () => {
  expect(lookLevel({ kind: 'once' }, 1, 0.1)).toBe(0.1);
  expect(lookLevel({ kind: 'once' }, 2)).toBeUndefined();
  expect(lookLevel({ kind: 'always-valid' }, 99)).toBe(0.05);
  expect(lookLevel({ kind: 'always-valid' }, 0)).toBeUndefined();
});
