import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fleissKappa } from './fleiss-kappa.ts';
import { krippendorffAlpha, type RatingScale } from './krippendorff-alpha.ts';

const scales: readonly RatingScale[] = ['nominal', 'ordinal', 'interval', 'ratio'];

test('raters who agree have 1, raters who cannot differ have none', () => {
  expect(
    fleissKappa([
      [3, 0],
      [0, 3],
    ]),
  ).toBe(1);
  expect(fleissKappa([[3, 0]])).toBeUndefined();
  for (const scale of scales) {
    expect(
      krippendorffAlpha(
        [
          [1, 2, 3, null],
          [1, 2, 3, 1],
        ],
        scale,
      ),
    ).toBe(1);
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        scale,
      ),
    ).toBeUndefined();
  }
});

test('alpha does not depend on the order of raters or cases and never exceeds 1', () => {
  const rating = fc.option(fc.integer({ min: 1, max: 4 }), { freq: 5 });
  const row = fc.array(rating, { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), fc.constantFrom(...scales), (ratings, scale) => {
      const alpha = krippendorffAlpha(ratings, scale);
      const turned = krippendorffAlpha(ratings.map((one) => one.toReversed()).toReversed(), scale);
      if (alpha === undefined) expect(turned).toBeUndefined();
      else {
        expect(turned).toBeCloseTo(alpha, 9);
        expect(alpha).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 200, seed: 6 },
  );
});
