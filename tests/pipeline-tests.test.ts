import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sluice, temporaryFolder } from './support/sluice.ts';

const pipeline = `version: 1
name: orders
inputs: { ids: { type: array, items: { type: string } }, text: { type: string, default: hello } }
models: { m: { use: openai/gpt-5.4-mini }, backup: { use: google/gemini-2.5-flash }, fast: { fallback: [m, backup] } }
tools:
  shop: { http: { base_url: "https://shop.example.com" } }
  out: { file: { root: ./out, mode: read_write } }
steps:
  - id: clean
    transform: ./lib/clean.mjs#clean
    with: { text: "\${ inputs.text }" }
    output: { schema: { type: object, required: [text], properties: { text: { type: string } } } }
  - id: sum
    prompt: { model: fast, user: "Sum up {{steps.clean.output.text}}" }
  - id: facts
    map:
      over: \${ inputs.ids }
      as: id
      steps:
        - id: order
          tool: shop
          with: { method: GET, path: "/orders/{id}", params: { id: "\${ id }" } }
          output: { schema: { type: object, required: [total], properties: { total: { type: number } } } }
      output: \${ steps.order.output.total }
  - id: inner
    pipeline: ./inner.yaml
    with: { text: "\${ steps.sum.output.text }" }
  - id: review
    approval: { message: "Send {{steps.sum.output.text}}?" }
  - id: save
    needs: [review]
    tool: out
    with: { operation: write, path: a.txt, content: "\${ steps.sum.output.text }" }
outputs:
  sum: \${ steps.sum.output.text }
  totals: \${ steps.facts.output }
  checked: \${ steps.inner.output.ok }
`;

const inner = `version: 1
name: inner
inputs: { text: { type: string } }
models: { judge: { use: openai/gpt-5.4-mini } }
steps:
  - id: judge
    prompt: { model: judge, user: "Is {{inputs.text}} good?" }
    output: { schema: { type: object, required: [ok], properties: { ok: { type: boolean } } } }
outputs: { ok: "\${ steps.judge.output.ok }" }
`;

const mocks = `mocks:
  sum: { output: short, usage: { input_tokens: 1000, output_tokens: 100 } }
  facts/order: { output: { total: 5 } }
  inner/judge: { output: { ok: true } }
  review: { output: { approved: true } }
  save: { output: { bytes: 5 } }
`;

function project(tests: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'orders.yaml'), pipeline);
  writeFileSync(join(folder, 'inner.yaml'), inner);
  writeFileSync(join(folder, 'lib/clean.mjs'), 'export const clean = ({ text }) => ({ text: text.trim() });\n');
  writeFileSync(join(folder, 'orders.test.yaml'), tests);
  return folder;
}

test('steps in maps and sub-pipelines are mocked by their address, errors take the way of real ones', async () => {
  const cwd = project(`${mocks}
cases:
  - name: all goes well
    inputs: { ids: [a, b], text: "  hi  " }
    expect:
      outputs: { sum: short, totals: [5, 5], checked: true }
      steps:
        clean: { output: { text: hi } }
        facts/order: { status: succeeded }
        inner/judge: { output: { ok: true } }
      calls: { sum: 1, facts/order: 2, "facts/order[1]": 0, inner/judge: 1, clean: 1, save: 1 }
      max_cost_usd: 0.01
  - name: one item by its number, a sequence, a fallback
    inputs: { ids: [a, b] }
    mocks:
      facts[1]/order: { output: { total: 7 } }
      sum: { sequence: [{ error: { type: auth, detail: no } }, { output: from the backup }] }
    expect: { outputs: { totals: [5, 7], sum: from the backup }, steps: { sum: { model: backup } }, calls: { sum: 2 } }
  - name: a whole map and a whole sub-pipeline
    inputs: { ids: [a] }
    mocks: { facts: { output: [9] }, inner: { output: { ok: false } } }
    expect: { outputs: { totals: [9], checked: false }, calls: { facts/order: 0, inner/judge: 0, facts: 1 } }
  - name: a rejection fails the run and nothing is saved
    inputs: { ids: [] }
    mocks: { review: { error: rejected } }
    expect: { error: { type: rejected, step: review }, steps: { save: { status: skipped } }, calls: { save: 0 } }
  - name: a tool that stays down
    inputs: { ids: [a] }
    mocks: { facts/order: { error: { type: server_error, status: 503 } } }
    expect: { error: { type: server_error, status: 503 } }
`);
  const { code, stdout, stderr } = await sluice(['test', '.', '--json'], { cwd });
  expect(stderr).toBe('');
  const report = JSON.parse(stdout);
  expect(
    report.files[0].cases.flatMap(({ name, failures }: { name: string; failures: unknown[] }) =>
      failures.map((one) => [name, one]),
    ),
  ).toEqual([]);
  expect([code, report.schema, report.passed, report.failed]).toEqual([0, 'sluice/test/v1', 5, 0]);
});

test('what would leave the machine or write fails a case, and so does anything unexpected', async () => {
  const cwd = project(`cases:
  - name: nothing is mocked
    inputs: { ids: [a] }
  - name: a write on this machine is not mocked
    inputs: { ids: [] }
    mocks: { sum: { output: x }, inner: { output: { ok: true } }, review: { output: { approved: true } } }
  - name: a sequence that is too short
    inputs: { ids: [a, b] }
    mocks: { sum: { output: x }, facts/order: { sequence: [{ output: { total: 1 } }] } }
  - name: another result
    inputs: { ids: [a] }
    mocks:
      sum: { output: long text }
      facts: { output: [1] }
      inner: { output: { ok: true } }
      review: { output: { approved: true } }
      save: { output: {} }
    expect: { outputs: { sum: short, totals: [2] }, steps: { facts/order: { status: succeeded } }, max_cost_usd: 0.0000001 }
`);
  const { code, stdout } = await sluice(['test', 'orders.yaml'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "FAIL  orders.test.yaml > nothing is mocked
            test/unmocked-step: facts[0]/order (http tool) has no mock: a test calls nothing outside
              add under mocks: facts/order: { output: ... }
    FAIL  orders.test.yaml > a write on this machine is not mocked
            test/unmocked-step: save (file tool) has no mock: a test calls nothing outside
              add under mocks: save: { output: ... }
    FAIL  orders.test.yaml > a sequence that is too short
            test/sequence-used-up: the mock of facts/order has 1 answers, and facts[1]/order was called once more
              add an answer to its sequence, or use \`output\` for the same answer each time
    FAIL  orders.test.yaml > another result
            outputs.sum
              - expected  "short"
              + actual    "long text"
            outputs.totals[0]
              - expected  2
              + actual    1
            steps.facts/order: was never reached
            max_cost_usd: cost $0.00001575, more than $1e-7

    0 passed, 4 failed
    "
  `);
});

test('a test file is checked like any other file', async () => {
  const cwd = project(`cases:
  - name: a
    input: {}
`);
  const shape = await sluice(['test', '.'], { cwd });
  writeFileSync(
    join(cwd, 'orders.test.yaml'),
    `mocks: { summ: { output: 1 }, facts/ordr: { output: 1 } }
cases:
  - name: a
    inputs: { ids: nope, txt: x }
    mocks: { sum: { output: x, error: auth } }
    expect: { outputs: { summ: 1 }, calls: { nobody: 1 } }
  - name: a
    expect: { steps: { sum: { status: done } } }
`,
  );
  const words = await sluice(['test', '.'], { cwd });
  writeFileSync(
    join(cwd, 'orders.test.yaml'),
    `mocks: { summ: { output: 1 }, facts/ordr: { output: 1 } }
cases:
  - name: a
    inputs: { ids: nope, txt: x }
    mocks: { sum: { output: x, error: auth } }
    expect: { outputs: { summ: 1 }, calls: { nobody: 1 } }
  - name: a
`,
  );
  const names = await sluice(['validate', '.', '--json'], { cwd });
  expect([shape.code, words.code, names.code]).toEqual([2, 2, 2]);
  expect(shape.stderr).toContain('orders.test.yaml:3:5 - error schema/unknown-key: unknown key `input`');
  expect(words.stderr).toContain('"done" is not allowed here');
  const findings = (JSON.parse(names.stdout).diagnostics ?? JSON.parse(names.stdout).findings) as readonly {
    code: string;
    hint?: string;
  }[];
  expect(findings.map(({ code, hint }) => `${code} ${hint ?? ''}`)).toMatchInlineSnapshot(`
    [
      "test/unknown-step did you mean "sum"?",
      "test/unknown-step did you mean "facts/order"?",
      "test/bad-input ",
      "test/unknown-input did you mean "text"?",
      "test/mock ",
      "test/unknown-output did you mean "sum"?",
      "test/unknown-step known: clean, sum, facts, facts/order, inner, inner/judge, review, save",
      "test/bad-input ",
      "test/same-name ",
    ]
  `);
});
