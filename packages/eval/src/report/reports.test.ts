import { describe, expect, test } from 'vitest';
import type { EvalResult, GateResult, VariantResult } from '../result/eval-result.ts';
import { formatMetric } from '../result/format.ts';
import { evalLab } from '../testing/eval-lab.ts';
import { csvHeader, csvRow } from './csv.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import { type ReportStyle, renderTerminal } from './terminal.ts';

const plain = (text: string): string => text;
const style: ReportStyle = { bold: plain, dim: plain, green: plain, red: plain, yellow: plain, width: 80 };
const down = { failure: { type: 'invalid_request', title: 'Refused', detail: 'no' } } as const;
const digit = (text: string): number => Number(text.slice(1)) % 10;

const rows = Array.from(
  { length: 60 },
  (_, index) => `${JSON.stringify({ id: `case-${index}`, text: `q${index}`, lang: index < 40 ? 'de' : 'en' })}\n`,
).join('');

/** Every kind of condition with every unit. */
const suite = `version: 1
name: a <b> & "c"
pipeline: pipe.yaml
dataset: { path: rows.jsonl, id: "\${ row.id }", tags: "\${ [row.lang] }" }
inputs: { text: "\${ row.text }" }
variants: [{ name: current }, { name: candidate, models: { main: fake/b } }]
scorers: [{ id: right, exact: { expected: "\${ row.text }" } }]
gates:
  - not_worse: { metric: right, margin: 30 points }
  - better: { metric: right, by: 1 point }
  - within: { metric: right, margin: 40 points }
  - at_least: { metric: right, value: 99% }
  - at_least: { metric: right, value: 60%, variant: current, safety: true, on: { lang: de } }
  - at_most: { metric: error_rate, value: 50% }
  - at_most: { metric: cost_per_success, of: current, value: 3x }
  - not_worse: { metric: cost_per_case, margin: 50% }
  - at_most: { metric: cost_per_case, value: 0.001 usd }
  - at_most: { metric: latency_p50, value: 250 ms }
  - at_most: { metric: latency_p95, value: 4s }
  - at_most: { metric: output_tokens, of: current, value: 2x }
watch:
  - at_least: { metric: right, value: 99.9% }
  - at_most: { metric: error_rate, value: 99% }
`;

async function evaluated(): Promise<EvalResult> {
  const lab = evalLab(
    { 'rows.jsonl': rows },
    {
      'fake/a': (text) => (digit(text) === 0 ? 'wrong' : text),
      'fake/b': (text) => (digit(text) === 3 ? down : digit(text) < 3 ? 'wrong' : text),
    },
  );
  return await lab.run(suite);
}

const result = await evaluated();

function variant(name: string): VariantResult {
  const found = result.variants.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function gate(start: string): GateResult {
  const found = result.gates.find(({ condition }) => condition.startsWith(start));
  if (found === undefined) throw new Error(`no gate ${start}`);
  return found;
}

test('every condition is decided from the records, in its own unit', () => {
  const shown = result.gates.map(({ condition, verdict, estimate, bound, unit, n, method }) =>
    [verdict, condition, estimate?.toFixed(4) ?? 'none', bound, unit, n, method].join(' | '),
  );
  expect(shown).toMatchInlineSnapshot(`
    [
      "inconclusive | not_worse right than current by 30 points | -0.3000 | -0.3 | points | 60 | tango",
      "fail | better right than current by 1 point | -0.3000 | 0.01 | points | 60 | tango",
      "inconclusive | within 40 points of current right | -0.3000 | 0.4 | points | 60 | tango",
      "fail | at_least right 99% | 0.6000 | 0.99 | % | 60 | wilson",
      "pass | at_least right 60% on lang de | 0.9000 | 0.6 | % | 40 | clopper-pearson",
      "pass | at_most error_rate 50% | 0.1000 | 0.5 | % | 60 | wilson",
      "pass | at_most cost_per_success 3x of current | 1.3500 | 3 | x | 60 | log-delta",
      "pass | not_worse cost_per_case than current by 50% | 0.9000 | 1.5 | x | 60 | log-delta",
      "pass | at_most cost_per_case 0.001 usd | 0.0000 | 0.001 | usd | 60 | bca",
      "pass | at_most latency_p50 250 ms | 0.1000 | 0.25 | s | 54 | order-statistic",
      "invalid | at_most latency_p95 4s | none | 4 | s | 54 | none",
      "invalid | at_most output_tokens 2x of current | none | 2 | x | 0 | none",
    ]
  `);
  expect(result.verdict).toBe('invalid');
  expect(gate('at_most latency_p95')).toMatchObject({
    verdict: 'invalid',
    reason: expect.stringContaining('needs 59'),
  });
});

test('watches tell which stand out, and block nothing', () => {
  expect(result.watch.map(({ verdict, broken }) => [verdict, broken])).toEqual([
    ['fail', true],
    ['pass', false],
  ]);
});

test('the contract: names and numbers that a table by hand gives', () => {
  expect(result).toMatchObject({ schema: 'sluice/eval/v1', run: 'run', eval: 'a <b> & "c"', baseline: 'current' });
  expect(result.dataset).toMatchObject({ cases: 60, hash: expect.stringMatching(/^[0-9a-f]{64}$/u) });
  expect(variant('current')).toMatchObject({
    models: { main: 'fake/a' },
    cases: 60,
    succeeded: 60,
    failed: 0,
    unscored: 0,
  });
  expect(variant('candidate')).toMatchObject({
    cases: 60,
    succeeded: 54,
    failed: 6,
    usage: { input_tokens: 540, output_tokens: 270 },
  });
  expect(variant('current').metrics.right).toMatchObject({ value: 0.9, n: 60, method: 'wilson', unit: 'rate' });
  expect(variant('candidate').metrics.right).toMatchObject({ value: 0.6, n: 60 });
  const right = result.comparisons.find(({ metric }) => metric === 'right');
  expect(right).toMatchObject({
    baseline: 'current',
    candidate: 'candidate',
    n: 60,
    difference: { value: expect.closeTo(-0.3, 12), confidence: 0.95, method: 'tango' },
    table: { both: 36, only_baseline: 18, only_candidate: 0, neither: 6 },
  });
  expect(result.changed).toHaveLength(18);
  for (const one of result.gates) {
    expect(Object.keys(one)).toEqual(
      expect.arrayContaining([
        'condition',
        'verdict',
        'estimate',
        'low',
        'high',
        'bound',
        'confidence',
        'needed',
        'reason',
      ]),
    );
  }
});

describe('every format shows the same numbers', () => {
  const texts = { terminal: renderTerminal(result, style), markdown: renderMarkdown(result) };
  const junit = renderJunit(result);

  test.each(Object.entries(texts))('%s', (_, text) => {
    for (const { metrics, failed, cases } of result.variants) {
      for (const name of [
        'right',
        'success_rate',
        'error_rate',
        'cost_per_case',
        'cost_per_success',
        'latency_p50',
        'latency_p95',
      ])
        expect(text).toContain(formatMetric(metrics[name]));
      expect(text).toMatch(new RegExp(`${cases}.*${failed === 0 ? '' : failed}`, 'u'));
    }
    const flat = text.replace(/\s+/gu, ' ');
    for (const { condition, reason } of result.gates) {
      expect(flat).toContain(condition);
      if (reason !== '') expect(flat).toContain(reason);
    }
    expect(flat).toContain('-30.0 points');
    expect(flat).toContain('18 lost, 0 won');
  });

  test('JUnit', () => {
    for (const { name, metrics } of result.variants) {
      for (const [metric, { value }] of Object.entries(metrics))
        expect(junit).toContain(`<property name="${name}.${metric}" value="${value ?? 'unknown'}"/>`);
    }
    const count = (verdicts: readonly string[]): number =>
      result.gates.filter(({ verdict }) => verdicts.includes(verdict)).length;
    expect(junit).toContain(
      `tests="${result.gates.length}" failures="${count(['fail'])}" errors="${count(['invalid', 'inconclusive'])}"`,
    );
    expect(junit.match(/<failure /gu)).toHaveLength(count(['fail']));
    expect(junit).toContain('name="a &lt;b&gt; &amp; &quot;c&quot;"');
    expect(junit).not.toMatch(/name="a <b>/u);
  });
});

test('no line of the terminal report is wider than it', () => {
  for (const width of [80, 100]) {
    const lines = renderTerminal(result, { ...style, width }).split('\n');
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  }
});

test('characters that XML cannot hold, and markup, are no harm in any report', () => {
  const [first] = result.gates;
  if (first === undefined) throw new Error('no gate');
  const odd = {
    ...result,
    eval: 'x\u0000\uD800y|<script>',
    gates: [{ ...first, verdict: 'fail', reason: 'a]]>\u001B[31m' } as const],
  };
  expect(renderJunit(odd)).not.toMatch(/[\u0000\u001B]|\p{Surrogate}/u);
  expect(renderJunit(odd)).toContain('name="xy|&lt;script&gt;"');
  expect(renderMarkdown(odd)).toContain('y\\|&lt;script>');
});

test('CSV cells are no formulas; numbers stay numbers', () => {
  const base = {
    case: '=1+1',
    variant: '-2+3+cmd|calc',
    repeat: 0,
    status: 'succeeded',
    output: '@SUM(A1)',
    scores: {
      right: { value: -0.5, unscored: false, reason: '' },
      other: { value: null, unscored: true, reason: 'x' },
    },
    success: true,
    usage: { input_tokens: 1, output_tokens: null },
    cost_usd: 1e-7,
    judge_cost_usd: null,
    spent_usd: 0,
    latency_s: 0.25,
    latency_source: 'fresh',
    ttft_s: null,
    waited_s: 0,
    calls: { model: 1, reused: 0, retries: 0, fallbacks: 0, refusals: 0, truncations: 0 },
    steps: {},
    row_hash: '',
  } as const;
  expect(csvHeader(['right', 'other']) + csvRow(base, ['right', 'other'])).toMatchInlineSnapshot(`
    "case,variant,repeat,status,success,right,other,cost_usd,judge_cost_usd,latency_s,input_tokens,output_tokens,error,output
    '=1+1,'-2+3+cmd|calc,0,succeeded,true,-0.5,,1e-7,,0.25,1,,,'@SUM(A1)
    "
  `);
  expect(csvRow({ ...base, output: 'say "hi",\nthere' }, [])).toContain('"say ""hi"",\nthere"');
  expect(csvRow({ ...base, output: '＝1' }, [])).toContain("'＝1");
});
