import { expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { clientsOf } from '../tests/clients.ts';
import { isRight } from './is-right.ts';

const cases = 2000;
const table = Array.from({ length: cases }, (_, at) => ({ key: `T${at}`, right: 'right', wrong: ['wrong', 'bad'] }));
const rule = { name: 'classify', match: { regex: 'Ticket (T\\d+)' }, table };

/** Five standard deviations of a share over the cases. */
function bound(share: number): number {
  return 5 * Math.sqrt((share * (1 - share)) / cases);
}

function draws(model: string, quality: number, difficulty: number): readonly boolean[] {
  return table.map(({ key }) =>
    isRight({ seed: 7, model, rule: 'classify', caseKey: key, redraw: 0 }, quality, difficulty),
  );
}

function shareOf(answers: readonly boolean[]): number {
  return answers.filter((right) => right).length / answers.length;
}

async function answersOf(
  seed: number,
  order: readonly number[],
  concurrency: number,
): Promise<ReadonlyMap<number, string | null | undefined>> {
  await using simulator = await startSimulator({
    profile: { tokens: 'approximate', models: { '*': { quality: 0.9 } }, answers: [rule] },
    seed,
  });
  const { openai } = clientsOf(simulator);
  const answers = new Map<number, string | null | undefined>();
  const waiting = [...order];
  const worker = async (): Promise<void> => {
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      const answer = await openai.chat.completions.create({
        model: 'm',
        messages: [{ role: 'user', content: `Ticket T${at}` }],
      });
      answers.set(at, answer.choices[0]?.message.content);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  expect(simulator.stats()).toMatchObject({
    total: order.length,
    inFlight: 0,
    repeated: 0,
    byRule: { classify: order.length },
  });
  expect(simulator.stats().maxInFlight).toBeLessThanOrEqual(concurrency);
  return answers;
}

test('over HTTP: 2,000 cases at quality 0.9, the same answers in any order and at any concurrency, others with another seed', async () => {
  const order = table.map((_, at) => at);
  const answers = await answersOf(7, order, 16);
  const share = shareOf([...answers.values()].map((answer) => answer === 'right'));
  expect(Math.abs(share - 0.9)).toBeLessThan(bound(0.9));
  expect(new Set(answers.values())).toEqual(new Set(['right', 'wrong', 'bad']));
  const backwards = await answersOf(7, order.slice(0, 300).reverse(), 1);
  for (const [at, answer] of backwards) expect(answer).toBe(answers.get(at));
  const other = await answersOf(8, order.slice(0, 300), 16);
  expect([...other].some(([at, answer]) => answer !== answers.get(at))).toBe(true);
});

test('two models err independently, unless difficulty is shared: then the stronger errs on a subset', () => {
  const [weak, strong] = [draws('weak', 0.8, 0), draws('strong', 0.9, 0)];
  const both = weak.filter((right, at) => !right && !strong[at]).length / cases;
  expect(Math.abs(both - 0.2 * 0.1)).toBeLessThan(bound(0.02));
  const [hardWeak, hardStrong] = [draws('weak', 0.8, 1), draws('strong', 0.9, 1)];
  expect(hardStrong.filter((right, at) => !right && hardWeak[at])).toEqual([]);
});

test.each([0, 0.5, 1])('each model keeps its own share at difficulty %d', (difficulty) => {
  for (const quality of [0, 0.35, 0.92, 1]) {
    expect(Math.abs(shareOf(draws('m', quality, difficulty)) - quality)).toBeLessThanOrEqual(bound(quality));
  }
});

test('a correlation in between makes common errors more frequent, as a Gaussian copula says', () => {
  const common = (difficulty: number) => {
    const [a, b] = [draws('a', 0.8, difficulty), draws('b', 0.8, difficulty)];
    return a.filter((right, at) => !right && !b[at]).length / cases;
  };
  // P(both below the 20 % quantile) of two normals correlated by 0.5 is 0.0908 (numerical integration).
  expect(Math.abs(common(0.5) - 0.0908)).toBeLessThan(bound(0.0908));
});

test('quality by rule and model, wrong answers from other rows, and answers that vary in repetitions', async () => {
  const rows = ['a', 'b', 'c'].map((right, at) => ({ key: `K${at}`, right: { label: right } }));
  const match = { regex: '(K\\d)' };
  const answers = [
    { name: 'judge', when: { system: 'judge' }, match, table: rows, quality: { 'bad-*': 0, '*': 1 } },
    { name: 'vary', match, table: rows, quality: 0.5, varies: 1 },
  ];
  await using simulator = await startSimulator({ profile: { tokens: 'approximate', answers } });
  const { openai } = clientsOf(simulator);
  const ask = async (model: string, system: string) => {
    const messages = [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: 'K1' },
    ];
    return (await openai.chat.completions.create({ model, messages })).choices[0]?.message.content;
  };
  expect(await ask('good', 'you judge')).toBe('{"label":"b"}');
  expect(await ask('bad-1', 'you judge')).toMatch(/^\{"label":"[ac]"\}$/u);
  const repetitions = [];
  for (let repetition = 0; repetition < 40; repetition += 1) repetitions.push(await ask('good', 'x'));
  expect(new Set(repetitions).size).toBe(3);
});
