import { expect, test } from 'vitest';
import { agreementTable, cohenKappa, gwetAc1, kappaInterval } from './kappa.ts';

test('two raters are tabled in the order of the labels', () => {
  const human = ['yes', 'yes', 'no', 'no', 'yes'];
  const judge = ['yes', 'no', 'no', 'yes', 'yes'];
  expect(agreementTable(human, judge, ['yes', 'no'])).toEqual([
    [2, 1],
    [1, 1],
  ]);
});

test('kappa is undefined when both are constant, and 0 at 95 % agreement when one is', () => {
  const constant = cohenKappa([
    [20, 0],
    [0, 0],
  ]);
  expect(constant).toMatchObject({ kappa: undefined, agreement: 1 });
  expect(kappaInterval(constant)).toBeUndefined();
  const onesided = [
    [19, 0],
    [1, 0],
  ];
  expect(cohenKappa(onesided)).toMatchObject({ kappa: 0, agreement: 0.95 });
  expect(gwetAc1(onesided)).toBeGreaterThan(0.9);
});
