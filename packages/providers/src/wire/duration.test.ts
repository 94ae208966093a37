import { expect, test } from 'vitest';
import { durationMs } from './duration.ts';

test.for([
  ['2ms', 2],
  ['6s', 6000],
  ['0s', 0],
  ['48.939935699s', 48_940],
  ['1m30.5s', 90_500],
  ['6h0m5s', 21_605_000],
  ['1d', 86_400_000],
  ['3', 3000],
  ['0.5', 500],
] as const)('%s is %i ms', ([text, ms]) => {
  expect(durationMs(text)).toBe(ms);
});

test.for(['', 'soon', '5 apples', '-1s', '1e9s', 's', '1s2'])('%s is no duration', (text) => {
  expect(durationMs(text)).toBeUndefined();
});
