import { expect, test } from 'vitest';
import { LabelCounts } from './classification-result.ts';

function counted(pairs: readonly (readonly [actual: string, predicted: string])[]): LabelCounts {
  const counts = new LabelCounts();
  for (const [actual, predicted] of pairs) counts.add({ actual, predicted });
  return counts;
}

test('what was said and is no label is one column', () => {
  const result = counted([
    ['a', 'a'],
    ['a', 'a'],
    ['b', 'b'],
    ['b', 'whatever'],
    ['b', 'something else'],
  ]).result();
  expect(result).toMatchObject({
    n: 5,
    labels: ['a', 'b', '(other)'],
    confusion: [
      [2, 0, 0],
      [0, 1, 2],
      [0, 0, 0],
    ],
    accuracy: 0.6,
  });
  // Observed 0.6; by chance 0.4 x 0.4 + 0.6 x 0.2.
  expect(result?.kappa).toBeCloseTo((0.6 - 0.28) / (1 - 0.28), 12);
});

test('no labels, or texts instead of labels: nothing', () => {
  expect(counted([]).result()).toBeUndefined();
  expect(counted(Array.from({ length: 201 }, (_, index) => [`t${index}`, 'x'] as const)).result()).toBeUndefined();
});
