import { expect, test } from 'vitest';
import { loadProfile } from '../profile/load-profile.ts';
import { FaultPicker } from './fault-picker.ts';

async function rules(...faults: readonly object[]) {
  return (await loadProfile({ models: { '*': { faults } } })).models[0]?.faults ?? [];
}

const target = (fingerprint: number, attempt = 0) => ({
  model: 'm',
  route: 'openai/chat/completions',
  text: `case ${fingerprint}`,
  fingerprint,
  attempt,
});

test('a rate meets its share of requests, the same ones in any order, and a retry is drawn anew', async () => {
  const faults = await rules({ kind: 'error_500', rate: 0.2 });
  const meets = (order: readonly number[], attempt = 0) => {
    const picker = new FaultPicker(7);
    return new Set(order.filter((case_) => picker.pick(faults, target(case_, attempt)) !== undefined));
  };
  const numbers = Array.from({ length: 5000 }, (_, at) => at);
  const forwards = meets(numbers);
  // Five standard deviations of a binomial share of 0.2 over 5,000.
  expect(Math.abs(forwards.size / 5000 - 0.2)).toBeLessThan(5 * Math.sqrt((0.2 * 0.8) / 5000));
  expect(meets([...numbers].reverse())).toEqual(forwards);
  const again = [...meets(numbers, 1)].filter((case_) => forwards.has(case_)).length;
  expect(again).toBeLessThan(forwards.size / 2);
});

test('on_request counts the requests of a model; times and times_per_request bound a fault', async () => {
  const kinds = async (faults: readonly object[], fingerprints: readonly number[]) => {
    const read = await rules(...faults);
    const picker = new FaultPicker(1);
    return fingerprints.map((fingerprint) => picker.pick(read, target(fingerprint))?.kind ?? '-').join(' ');
  };
  expect(await kinds([{ kind: 'error_500', on_request: [2, 4] }], [1, 2, 3, 4, 5])).toBe('- error_500 - error_500 -');
  expect(await kinds([{ kind: 'error_529', times: 2 }], [1, 2, 3, 4])).toBe('error_529 error_529 - -');
  expect(await kinds([{ kind: 'error_503', times_per_request: 1 }], [1, 1, 2, 2, 1])).toBe('error_503 - error_503 - -');
  expect(
    await kinds(
      [
        { kind: 'reset', match: 'case 2$' },
        { kind: 'hang', times: 1 },
      ],
      [2, 1, 3, 2],
    ),
  ).toBe('reset hang - reset');
  expect(await kinds([{ kind: 'reset', route: 'embeddings' }], [1])).toBe('-');
});
