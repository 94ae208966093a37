import { expect, test } from 'vitest';
import { brokenWatches, decideCandidates, type Question } from './decide-candidates.ts';

const repeat = (times: number, value: number): number[] => new Array<number>(times).fill(value);
const question = (lost: number, won: number, n = 400): Question => ({
  condition: { measure: { kind: 'score' }, comparison: { kind: 'better', by: 0 } },
  records: {
    baseline: { scores: [...repeat(lost, 1), ...repeat(won, 0), ...repeat(n - lost - won, 1)] },
    candidate: { scores: [...repeat(lost, 0), ...repeat(won, 1), ...repeat(n - lost - won, 1)] },
  },
});

test('a candidate that passes alone may not pass among five', () => {
  const alone = decideCandidates([[question(10, 22)]]);
  expect(alone[0]).toMatchObject({ verdict: 'pass', alphaShare: 1 });
  const among = decideCandidates([[question(10, 22)], ...[1, 2, 3, 4].map(() => [question(10, 10)])]);
  expect(among.map(({ verdict }) => verdict)).toEqual(new Array(5).fill('inconclusive'));
  expect(among[0]?.decisions[0]?.confidence).toBeCloseTo(0.99, 12);
});

test('what one candidate proves, the next may spend', () => {
  const [strong, weaker] = decideCandidates([[question(5, 80)], [question(10, 22)]]);
  expect(strong).toMatchObject({ verdict: 'pass', alphaShare: 0.5 });
  expect(weaker).toMatchObject({ verdict: 'pass' });
});

test('a watch list names what broke, at a false-discovery rate', () => {
  expect([...brokenWatches([question(60, 5), question(10, 10), question(22, 10), question(5, 60)])]).toEqual([0, 2]);
  expect(brokenWatches([question(10, 10), question(12, 10)]).size).toBe(0);
});
