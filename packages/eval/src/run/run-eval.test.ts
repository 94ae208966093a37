import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hardBudget } from '@sluice/runner';
import { describe, expect, test } from 'vitest';
import type { CaseEnd } from '../records/case-end.ts';
import type { CaseRecord } from '../records/case-record.ts';
import { finalRecords } from '../records/final-records.ts';
import type { EvalResult, VariantResult } from '../result/eval-result.ts';
import { loadStored } from '../result/load-stored.ts';
import { type EvalLab, evalLab } from '../testing/eval-lab.ts';

const rows = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${JSON.stringify({ id: `c${index}`, text: `q${index}` })}\n`).join('');

const head = `version: 1
name: e
pipeline: pipe.yaml
dataset: { path: rows.jsonl, id: "\${ row.id }" }
inputs: { text: "\${ row.text }" }
`;
const exact = 'scorers: [{ id: right, exact: { expected: "${ row.text }" } }]\n';
const down = { failure: { type: 'invalid_request', title: 'Refused', detail: 'the provider said no' } } as const;

async function recordsOf(lab: EvalLab): Promise<readonly CaseRecord[]> {
  const ends: CaseEnd[] = await Array.fromAsync(finalRecords(lab.store, 'run'));
  return ends.map(({ record }) => record);
}

function only({ variants }: EvalResult): VariantResult {
  const [variant] = variants;
  if (variant === undefined) throw new Error('no variant');
  return variant;
}

describe('what counts', () => {
  test('a failed case scores the minimum and is no success; its money counts', async () => {
    const lab = evalLab({ 'rows.jsonl': rows(10) }, { 'fake/a': (text) => (text === 'q3' ? down : text) });
    const result = only(await lab.run(head + exact));
    expect(result).toMatchObject({ cases: 10, succeeded: 9, failed: 1, unscored: 0, errors: { invalid_request: 1 } });
    expect(result.metrics.right).toMatchObject({ value: 0.9, n: 10, unit: 'rate' });
    expect(result.metrics.error_rate).toMatchObject({ value: 0.1, n: 10 });
    expect(result.metrics.success_rate).toMatchObject({ value: 0.9, n: 10 });
    // 15 tokens at a millionth of a dollar for each answer, over the 9 successes.
    expect(result.metrics.cost_per_success).toMatchObject({ value: expect.closeTo((9 * 15e-6) / 9, 12) });
  });

  test('repeats are averaged inside a case first', async () => {
    let call = 0;
    const lab = evalLab({ 'rows.jsonl': rows(4) }, { 'fake/a': (text) => (call++ % 2 === 0 ? text : 'wrong') });
    const result = only(await lab.run(`${head}${exact}repeat: 2\nconcurrency: 1\n`));
    expect(result).toMatchObject({ cases: 8, succeeded: 8 });
    expect(result.metrics.right).toMatchObject({ value: 0.5, n: 4 });
    expect(result.metrics.pass_at_2).toMatchObject({ value: 1, n: 4 });
    expect(result.metrics.pass_hat_2).toMatchObject({ value: 0, n: 4 });
  });

  test('unscored cases are left out, counted, and invalidate a gate above 5 %', async () => {
    const scorer = 'scorers: [{ id: big, cel: { value: "${ int(output.answer) > 2 }" } }]\n';
    const gate = 'gates: [{ at_least: { metric: big, value: 10% } }]\n';
    const one = evalLab({ 'rows.jsonl': rows(40) }, { 'fake/a': (text) => (text === 'q7' ? 'none' : '5') });
    const few = await one.run(head + scorer + gate);
    expect(only(few)).toMatchObject({ unscored: 1, metrics: { big: { value: 1, n: 39 } } });
    expect(few.verdict).toBe('pass');
    const three = evalLab({ 'rows.jsonl': rows(40) }, { 'fake/a': (text) => (/q[789]$/u.test(text) ? 'none' : '5') });
    const many = await three.run(head + scorer + gate);
    expect(many.verdict).toBe('invalid');
    expect(many.gates[0]?.reason).toMatch(/of 40 cases are unscored, more than 5%/u);
  });

  test('a scorer whose `when` is false does not apply; an output that cannot be computed is unscored, not a defect', async () => {
    const text = `${head}output: "\${ output.answer == 'bad' ? steps.nowhere.output : output.answer }"\n`;
    const lab = evalLab({ 'rows.jsonl': rows(6) }, { 'fake/a': (text) => text });
    const when = 'scorers: [{ id: right, exact: { expected: "${ row.text }" }, when: "${ row.id != \'c0\' }" }]\n';
    expect(only(await lab.run(head + when)).metrics.right).toMatchObject({ value: 1, n: 5 });
    expect((await recordsOf(lab))[0]?.scores).toEqual({});
    await expect(lab.run(text + exact)).rejects.toThrow(/nowhere/u);
    const guarded = `${head}output: "\${ {'a': output.answer}[row.id == 'c1' ? 'b' : 'a'] }"\n`;
    const other = evalLab({ 'rows.jsonl': rows(6) }, { 'fake/a': (text) => (text === 'q2' ? down : text) });
    const result = only(await other.run(guarded + exact));
    expect(result).toMatchObject({ succeeded: 5, failed: 1, unscored: 1 });
    expect(result.metrics.right).toMatchObject({ value: 0.8, n: 5 });
  });

  test('success: every yes/no score and threshold by default; as the suite says otherwise; false over a missing score', async () => {
    const answers = { 'fake/a': (text: string) => (text === 'q0' ? 'q' : text) };
    const similar = 'scorers: [{ id: near, similarity_ratio: { expected: "${ row.text }" }, threshold: 0.9 }]\n';
    const lab = evalLab({ 'rows.jsonl': rows(4) }, answers);
    expect(only(await lab.run(head + similar)).metrics.success_rate).toMatchObject({ value: 0.75 });
    const graded = similar.replace(', threshold: 0.9', '');
    expect(only(await lab.run(head + graded)).metrics.success_rate).toMatchObject({ value: 1 });
    expect(
      only(await lab.run(`${head}${graded}success: "\${ scores.near > 0.9 }"\n`)).metrics.success_rate,
    ).toMatchObject({
      value: 0.75,
    });
    const skipped = `${graded.replace(' }]', ', when: "${ row.id == \'c1\' }" }]')}success: "\${ scores.near > 0.9 }"\n`;
    expect(only(await lab.run(head + skipped)).metrics.success_rate).toMatchObject({ value: 0.25 });
  });

  test('an unknown price is an unknown cost, never 0', async () => {
    const lab = evalLab({ 'rows.jsonl': rows(3) }, { 'fake/unpriced': (text) => text });
    const text = `${head}${exact}variants: [{ name: a, models: { main: fake/unpriced } }]\ngates: [{ at_most: { metric: cost_per_case, value: 1 usd } }]\n`;
    const result = await lab.run(text);
    expect(result.spent_usd).toBeNull();
    expect(only(result)).toMatchObject({
      cost_usd: null,
      metrics: {
        cost_per_case: { value: null, unknown: 'no price for fake/unpriced' },
        cost_per_success: { value: null },
        cost_total: { value: null },
      },
    });
    expect(result.gates[0]).toMatchObject({ verdict: 'invalid', reason: 'cost is not recorded for 3 of 3 cases' });
  });
});

const judged = `${head}models: { judge: fake/judge }
scorers:
  - { id: right, exact: { expected: "\${ row.text }" } }
  - { id: helpful, judge: { model: judge, rubric: It helps. } }
`;
const verdict = '{"reason":"fine","score":0.5}';

describe('judges', () => {
  test('their cost is counted apart, and failed cases are not judged', async () => {
    const lab = evalLab(
      { 'rows.jsonl': rows(5) },
      { 'fake/a': (text) => (text === 'q1' ? down : text), 'fake/judge': () => verdict },
    );
    const result = only(await lab.run(judged));
    expect(lab.asked['fake/judge']).toHaveLength(4);
    expect(result.cost_usd).toBeCloseTo(4 * 15e-6, 12);
    expect(result.judge_cost_usd).toBeCloseTo(4 * 15e-6, 12);
    expect(result.metrics.cost_total).toMatchObject({ value: expect.closeTo(4 * 15e-6, 12) });
    // The failed case scores the minimum.
    expect(result.metrics.helpful).toMatchObject({ value: expect.closeTo(0.4, 12), n: 5 });
  });

  test('one that fails or cannot be read leaves a case unscored', async () => {
    let asked = 0;
    const judge = (): string | typeof down => (++asked === 1 ? down : 'no verdict at all');
    const lab = evalLab({ 'rows.jsonl': rows(2) }, { 'fake/a': (text) => text, 'fake/judge': judge });
    const result = only(await lab.run(`${judged}concurrency: 1\n`));
    expect(result).toMatchObject({ succeeded: 2, failed: 0, unscored: 2 });
    expect((await recordsOf(lab)).map(({ scores }) => scores.helpful)).toEqual([
      { value: null, unscored: true, reason: expect.stringContaining('the provider said no') },
      { value: null, unscored: true, reason: expect.stringContaining('the judge failed') },
    ]);
  });

  test('without a key for the judge nothing is kept; a resumed run scores without asking the pipeline again', async () => {
    const lab = evalLab({ 'rows.jsonl': rows(5) }, { 'fake/a': (text) => text });
    const stopped = await lab.run(judged);
    expect(stopped).toMatchObject({ status: 'incomplete', stopped: 'provider', verdict: 'none' });
    const before = lab.asked['fake/a']?.length;
    lab.answers = { ...lab.answers, 'fake/judge': () => verdict };
    const resumed = await lab.run(judged, { resume: true });
    expect(resumed).toMatchObject({ status: 'complete' });
    expect(only(resumed)).toMatchObject({ cases: 5, unscored: 0 });
    expect(lab.asked['fake/a']).toHaveLength(5);
    expect(before).toBe(5);
  });
});

describe('what stops a run leaves it resumable', () => {
  const gate = 'gates: [{ at_least: { metric: right, value: 50% } }]\n';

  test('a budget', async () => {
    const lab = evalLab({ 'rows.jsonl': rows(10) }, { 'fake/a': (text) => text });
    const budget = hardBudget({ usd: 100e-6 }, lab.clock);
    const text = `${head}${exact}${gate}concurrency: 1\n`;
    const stopped = await lab.run(text, { budget });
    expect(stopped).toMatchObject({ status: 'incomplete', stopped: 'budget', verdict: 'invalid' });
    const done = only(stopped).cases;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(10);
    expect(stopped.spent_usd).toBeLessThanOrEqual(100e-6);
    expect(stopped.gates[0]?.reason).toBe(`${10 - done} of 10 samples of default were not run`);
    expect((await loadStored(lab.store, 'run')).header.status).toBe('incomplete');
    const resumed = await lab.run(text, { resume: true });
    expect(resumed).toMatchObject({ status: 'complete', verdict: 'pass' });
    expect(lab.asked['fake/a']).toHaveLength(10);
  });

  test('a key that is missing: nothing ran, nothing is a failure', async () => {
    const lab = evalLab({ 'rows.jsonl': rows(10) }, {});
    const stopped = await lab.run(head + exact);
    expect(stopped).toMatchObject({ stopped: 'provider' });
    expect(only(stopped)).toMatchObject({ cases: 0, failed: 0 });
  });

  test('a stop lets what is in flight come to its end', async () => {
    const stop = new AbortController();
    const answers = {
      'fake/a': async (text: string) => {
        if (text === 'q4') stop.abort();
        await new Promise((resolve) => setImmediate(resolve));
        return text;
      },
    };
    const lab = evalLab({ 'rows.jsonl': rows(30) }, answers);
    const text = `${head}${exact}concurrency: 5\n`;
    const stopped = await lab.run(text, { stop: stop.signal });
    expect(stopped).toMatchObject({ stopped: 'interrupted' });
    expect(only(stopped).cases).toBe(lab.asked['fake/a']?.length);
    expect(only(stopped).failed).toBe(0);
    expect(only(await lab.run(text, { resume: true })).cases).toBe(30);
    expect(lab.asked['fake/a']).toHaveLength(30);
  });

  test('a defect in one case keeps the records of the others', async () => {
    const lab = evalLab({ 'rows.jsonl': rows(12) }, { 'fake/a': (text) => text });
    const { append } = lab.store;
    lab.store.append = async (run, unit, events) => {
      if (unit === 'default/5/0' && events.some(({ type }) => type === 'case-end')) throw new Error('disk on fire');
      await append(run, unit, events);
    };
    const text = `${head}${exact}concurrency: 4\n`;
    await expect(lab.run(text)).rejects.toThrow('disk on fire');
    const kept = (await recordsOf(lab)).length;
    expect(kept).toBeGreaterThanOrEqual(5);
    expect((await loadStored(lab.store, 'run')).header.status).toBe('incomplete');
    lab.store.append = append;
    expect(only(await lab.run(text, { resume: true })).cases).toBe(12);
    expect(lab.asked['fake/a']).toHaveLength(12);
  });

  test('a dataset that changes under a run', async () => {
    const wide = rows(30).replaceAll('"}', `","pad":"${'x'.repeat(20_000)}"}`);
    const lab = evalLab({ 'rows.jsonl': wide }, {});
    lab.answers = {
      'fake/a': (text) => {
        if (text === 'q0') appendFileSync(join(lab.folder, 'rows.jsonl'), '{"id":\n');
        return text;
      },
    };
    await expect(lab.run(`${head}${exact}concurrency: 1\n`)).rejects.toThrow('this line is not JSON');
    expect(await recordsOf(lab)).toHaveLength(30);
  });
});

test('--retry-errors runs the failed cases again, and only those; what failed first is spent, and no failure any more', async () => {
  const lab = evalLab({ 'rows.jsonl': rows(10) }, { 'fake/a': (text) => (/q[25]/u.test(text) ? 'broken' : text) });
  const pipe = `version: 1
name: strict
models: { main: { use: fake/a } }
inputs: { text: { type: string } }
steps:
  - id: answer
    prompt: { model: main, user: "{{inputs.text}}" }
    output: { schema: { type: object, required: [n], properties: { n: { type: string } }, additionalProperties: false } }
outputs: { answer: "\${ steps.answer.output.n }" }
`;
  writeFileSync(join(lab.folder, 'pipe.yaml'), pipe);
  const good = (text: string): string => JSON.stringify({ n: text });
  lab.answers = { 'fake/a': (text) => (/^q[25]$/u.test(text) ? down : good(text)) };
  const first = await lab.run(head + exact);
  expect(only(first)).toMatchObject({ failed: 2, errors: { invalid_request: 2 } });
  lab.answers = { 'fake/a': good };
  const before = lab.asked['fake/a']?.length ?? 0;
  const again = await lab.run(head + exact, { resume: true, retryErrors: true });
  expect((lab.asked['fake/a']?.length ?? 0) - before).toBe(2);
  expect(only(again)).toMatchObject({ cases: 10, failed: 0, errors: {} });
  expect(again.spent_usd).toBeCloseTo(10 * 15e-6, 12);
  expect(await recordsOf(lab)).toHaveLength(10);
});

test('cases run at once as many as the suite says', async () => {
  let running = 0;
  let most = 0;
  const answers = {
    'fake/a': async (text: string) => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return text;
    },
  };
  await evalLab({ 'rows.jsonl': rows(40) }, answers).run(`${head}${exact}concurrency: 7\n`);
  expect(most).toBe(7);
});

test('a run over a warm cache: nothing spent, costs and times as they were, and said to be cached', async () => {
  const lab = evalLab({ 'rows.jsonl': rows(60) }, { 'fake/a': (text) => text });
  const text = `${head}${exact}gates: [{ at_most: { metric: latency_p95, value: 1s } }]\n`;
  const cold = await lab.run(text, { cache: 'read_write' });
  expect(cold).toMatchObject({ reused: { calls: 0, saved_usd: 0 }, verdict: 'pass' });
  expect(cold.spent_usd).toBeCloseTo(60 * 15e-6, 12);
  const warm = await lab.run(text, { cache: 'read_write', runId: 'warm' });
  expect(warm.spent_usd).toBe(0);
  expect(warm.reused).toEqual({ calls: 60, saved_usd: expect.closeTo(60 * 15e-6, 12) });
  expect(only(warm).metrics.cost_per_case).toEqual(only(cold).metrics.cost_per_case);
  expect(only(warm).metrics.latency_p95).toMatchObject({ value: 0.1, source: 'cached', n: 60 });
  expect(only(cold).metrics.latency_p95).toMatchObject({ value: 0.1, source: 'fresh' });
  expect(warm.gates[0]).toMatchObject({ verdict: 'pass' });
  await lab.clock.advance(8 * 86_400_000);
  const stale = await lab.run(text, { cache: 'read_write', runId: 'stale' });
  expect(stale.gates[0]).toMatchObject({
    verdict: 'invalid',
    reason: 'the times of 60 samples are of cached answers older than 7 days',
  });
});
