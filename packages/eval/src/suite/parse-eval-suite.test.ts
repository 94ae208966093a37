import { join } from 'node:path';
import type { Diagnostic } from '@sluice/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { folderOf, parseIn, suiteIn } from '../testing/suite-of.ts';

const folder = folderOf({
  'lib.ts': 'export function grade() {}\n',
  'steps.yaml': `version: 1
name: two
models: { main: { use: fake/a, temperature: 0.5 } }
inputs: { text: { type: string }, tone: { type: string, default: calm } }
steps:
  - id: draft
    prompt: { model: main, user: "{{inputs.text}} {{inputs.tone}}" }
  - id: each
    map:
      over: "\${ [1, 2] }"
      as: number
      steps:
        - id: inner
          prompt: { model: main, user: "{{steps.draft.output.text}}", params: { max_tokens: 5 } }
outputs: { answer: "\${ steps.draft.output.text }" }
`,
});

const head = `version: 1
name: e
pipeline: pipe.yaml
dataset: rows.jsonl
inputs: { text: "\${ row.text }" }
`;

function findings(text: string, options: Parameters<typeof parseIn>[2] = {}): readonly string[] {
  const parsed = parseIn(folder, text, options);
  return (parsed.ok ? parsed.warnings : parsed.diagnostics).map(line);
}

function line({ at, code, message, hint }: Diagnostic): string {
  return `${at.start.line}:${at.start.column} ${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

test('everything that is wrong is told in one pass, each at its place', () => {
  expect(
    findings(`# yaml-language-server: $schema=./eval.v1.schema.json
version: 1
name: e
pipeline: pipe.yaml
datset: rows.jsonl
dataset: { path: nowhere.jsonl, filter: "\${ rwo.id }" }
inputs: { txt: "\${ row.text }" }
variants:
  - { name: a, models: { mian: fake/b } }
  - { name: a, models: { main: nothing } }
  - { name: b, set: { steps.anser.prompt.params.temperature: 1 }, inputs: { tone: x } }
  - { name: c, set: { steps.answer.prompt.user: 5 } }
baseline: z
scorers:
  - { id: none }
  - { id: both, exact: { expected: a }, contains: { expected: b } }
  - { id: same, exact: { expected: a } }
  - { id: same, exact: { expected: a } }
  - { id: error_rate, exact: { expected: a } }
  - { id: pattern, regex: { pattern: "(" } }
  - { id: computed, regex: { pattern: "\${ row.p }" } }
  - { id: at_step, step: anwser, exact: { expected: a } }
  - { id: mod, module: { call: "./lib.ts#grede" } }
  - { id: gone, module: { call: "./lob.ts#grade" } }
  - { id: judged, judge: { model: jugde, rubric: Good. } }
gates:
  - at_least: { metric: sme, value: 80%, variant: q }
  - at_least: { metric: same, value: 4s }
  - at_least: { metric: same, value: 80 }
  - not_worse: { metric: same, than: a, variant: a, margin: 2 points, confidence: 20% }
  - at_most: { metric: cost_total, value: 5 usd }
`),
  ).toMatchInlineSnapshot(`
    [
      "5:1 schema/unknown-key: unknown key \`datset\` (did you mean "dataset"?)",
      "6:18 eval/missing-file: there is no dataset nowhere.jsonl (paths are relative to this file)",
      "6:45 expr/unknown-name: there is no name \`rwo\` here (did you mean "row"?)",
      "7:9 eval/missing-input: the input \`text\` of the pipeline is not given (inputs: { text: "\${ row.text }" })",
      "7:11 eval/unknown-input: the pipeline has no input \`txt\` (did you mean "text"?)",
      "9:32 eval/unknown-alias: the pipeline has no model alias \`mian\` (did you mean "main"?)",
      "10:13 eval/duplicate-name: two variants are named \`a\`",
      "10:32 eval/bad-model: \`nothing\` is no model reference (write \`provider/model\`, such as openai/gpt-5.4-mini)",
      "11:62 eval/bad-override: cannot set \`steps.anser.prompt.params.temperature\`: the pipeline has no such place (such as steps.classify.prompt.params.temperature, or models.cheap)",
      "11:77 eval/unknown-input: the pipeline has no input \`tone\` (known: text)",
      "12:49 eval/bad-override: cannot set \`steps.answer.prompt.user\`: expected a text, found the number 5 (such as steps.classify.prompt.params.temperature, or models.cheap)",
      "13:11 eval/unknown-variant: no variant is named \`z\` (did you mean "a"?)",
      "15:11 eval/no-scorer-kind: the scorer \`none\` has no kind (add one of: exact, contains, contains_all, contains_any, starts_with, regex, one_of, classification, ...)",
      "16:5 eval/several-scorer-kinds: the scorer \`both\` is of 2 kinds: exact, contains (make it several scorers, each with its own id)",
      "18:11 eval/duplicate-name: two scorers are named \`same\`",
      "19:11 eval/reserved-name: \`error_rate\` is the name of a built-in metric (give the scorer another id)",
      "20:38 eval/bad-scorer: not a regular expression: error parsing regexp: missing closing ): \`(\` (RE2 syntax: no look-around and no back references, so that no text can make it slow)",
      "21:39 eval/must-be-literal: \`pattern\` must be a literal",
      "22:26 eval/unknown-step: the pipeline has no step \`anwser\` (did you mean "answer"?)",
      "23:32 eval/missing-file: there is no function \`grede\` exported by ./lib.ts (paths are relative to this file)",
      "24:33 eval/missing-file: there is no module ./lob.ts (paths are relative to this file)",
      "25:35 eval/unknown-judge: no model alias is named \`jugde\` (models: { jugde: provider/model }, here or in the configuration)",
      "27:25 eval/unknown-metric: no metric is named \`sme\` (did you mean "same"?)",
      "27:51 eval/unknown-variant: no variant is named \`q\` (did you mean "a"?)",
      "28:38 gate/bad-bound: s is no unit of this metric (levels are written \`80%\`, margins \`2 points\`)",
      "29:38 schema/wrong-type: expected a number with its unit: 2 points, 80%, 0.6x, 4s, 0.02 usd, found the number 80 (A number with its unit: \`2 points\`, \`80%\`, \`0.6x\`, \`4s\`, \`0.02 usd\`.)",
      "30:16 gate/nothing-to-compare: \`a\` has nothing to be compared with (add a second variant, or use a condition without a baseline, such as \`at_least\`)",
      "30:83 gate/bad-confidence: a confidence of 20% decides nothing (between 50% and 99.99%; the default is 95%, one-sided)",
      "31:43 gate/bad-bound: a sum has no interval (gate \`cost_per_case\`, or cap it: \`budget\`)",
    ]
  `);
});

test('targets, files, inputs and roots', () => {
  expect(findings('version: 1\nname: e\ndataset: rows.jsonl\n')).toMatchInlineSnapshot(`
    [
      "1:1 eval/no-target: there is nothing to evaluate (pipeline: ../pipelines/my-pipeline.yaml)",
    ]
  `);
  expect(findings(`${head}prompt: { model: fake/a, user: hi }\n`)).toMatchInlineSnapshot(`
    [
      "1:1 eval/no-target: \`pipeline\` and \`prompt\` exclude each other (pipeline: ../pipelines/my-pipeline.yaml)",
    ]
  `);
  expect(findings(head.replace('pipe.yaml', 'gone.yaml'))).toMatchInlineSnapshot(`
    [
      "3:11 eval/missing-file: there is no pipeline gone.yaml (paths are relative to this file)",
    ]
  `);
  expect(findings(head.replace('pipe.yaml', 'lib.ts'))).toMatchInlineSnapshot(`
    [
      "3:11 eval/invalid-pipeline: the pipeline lib.ts has 1 finding (sluice validate lib.ts)",
    ]
  `);
  expect(findings(head.replace('inputs: { text: "${ row.text }" }\n', ''))).toMatchInlineSnapshot(`
    [
      "1:1 eval/missing-input: the input \`text\` of the pipeline is not given (inputs: { text: "\${ row.text }" })",
    ]
  `);
  expect(findings(head.replace('rows.jsonl', 'data:rows.jsonl'))).toMatchInlineSnapshot(`
    [
      "4:10 eval/unknown-root: no root is named \`data\`",
    ]
  `);
  expect(findings(`${head}gates: [{ better: { metric: success_rate } }]\n`)).toMatchInlineSnapshot(`
    [
      "6:19 gate/nothing-to-compare: \`default\` has nothing to be compared with (add a second variant, or use a condition without a baseline, such as \`at_least\`)",
    ]
  `);
});

describe('roots', () => {
  const rooted = `${head.replace('rows.jsonl', 'data:rows.jsonl')}roots: { data: { from_env: DATA } }\n`;

  test('from the environment, from a default, or absent: then one line and nothing else', () => {
    const set = suiteIn(folder, rooted, { environment: { DATA: folder } });
    expect(set.dataset.paths).toEqual([join(folder, 'rows.jsonl')]);
    const fallback = rooted.replace('DATA }', 'DATA, default: "." }');
    expect(suiteIn(folder, fallback).dataset.paths).toEqual([join(folder, 'rows.jsonl')]);
    const absent = parseIn(folder, `${rooted}typo: 1\n`);
    expect(absent.skipped).toMatchObject({ code: 'eval/absent-root', severity: 'warning' });
    expect(findings(`${rooted}typo: 1\n`)).toEqual([
      '6:16 eval/absent-root: the root `data` is not set (DATA); this file is skipped',
    ]);
    expect(findings(rooted, { environment: { DATA: '/nowhere' } })).toEqual([
      '6:16 eval/absent-root: the root `data` is not there (DATA=/nowhere); this file is skipped',
    ]);
  });

  test('a suite is the same wherever its folders are', () => {
    const here = suiteIn(folder, rooted, { environment: { DATA: folder } });
    const elsewhere = folderOf({});
    const there = suiteIn(elsewhere, rooted, { environment: { DATA: elsewhere } });
    expect(there.hash).toBe(here.hash);
  });
});

describe('variants', () => {
  function models(variants: string, text = head): unknown {
    return suiteIn(folder, `${text}variants:\n${variants}`).variants.map(({ name, models, shown }) => {
      const main = models.main;
      return [name, shown, main?.type === 'single' ? main.params : undefined];
    });
  }

  test('a string replaces an alias with its parameters, an object merges, null removes a key', () => {
    expect(
      models(`  - { name: as-is }
  - { name: string, models: { main: fake/b } }
  - { name: object, models: { main: { use: fake/c, temperature: 0 } } }
  - { name: kept, models: { main: { temperature: 1 } } }
  - { name: removed, models: { main: { max_tokens: null } } }
`),
    ).toEqual([
      ['as-is', { main: 'fake/a' }, undefined],
      ['string', { main: 'fake/b' }, {}],
      ['object', { main: 'fake/c' }, { temperature: 0, maxTokens: 20 }],
      ['kept', { main: 'fake/a' }, { temperature: 1, maxTokens: 20 }],
      ['removed', { main: 'fake/a' }, { temperature: 0.5 }],
    ]);
  });

  test('every combination of the matrix, with and without variants; places inside maps', () => {
    const text = head.replace('pipe.yaml', 'steps.yaml');
    const matrix =
      'matrix: { models.main: [fake/b, fake/c], steps.each.map.steps.inner.prompt.params.max_tokens: [1, 2] }\n';
    const plain = suiteIn(folder, text + matrix).variants;
    expect(plain.map(({ name }) => name)).toEqual([
      'main=fake/b max_tokens=1',
      'main=fake/b max_tokens=2',
      'main=fake/c max_tokens=1',
      'main=fake/c max_tokens=2',
    ]);
    expect(new Set(plain.map(({ plan }) => plan.hash)).size).toBe(2);
    const named = suiteIn(
      folder,
      `${text}${matrix}variants: [{ name: x, set: { steps.draft.prompt.user: Hello } }]\n`,
    ).variants;
    expect(named.map(({ name }) => name)[0]).toBe('x main=fake/b max_tokens=1');
    const wrong = `${text}matrix: { models.main: [fake/b, fake/c], steps.gone.prompt.user: [a, b] }\n`;
    expect(findings(wrong)).toHaveLength(2);
  });

  test('the hash is that of what decides a score', () => {
    const base = suiteIn(folder, head).hash;
    const same = `${head}budget: { usd: 2 }\nconcurrency: 3\non_inconclusive: warn\ndescription: x\ngates: [{ at_most: { metric: error_rate, value: 1% } }]\n`;
    expect(suiteIn(folder, same).hash).toBe(base);
    expect(suiteIn(folder, `${head}success: true\n`).hash).not.toBe(base);
    const judged = `${head}scorers: [{ id: j, judge: { model: judge, rubric: Good. } }]\n`;
    const by = (use: string): string =>
      suiteIn(folder, judged, {
        aliases: { judge: { type: 'single', use, params: {}, at: { file: '', start: place, end: place } } },
      }).hash;
    expect(by('fake/x')).not.toBe(by('fake/y'));
    expect(by('fake/x')).toBe(by('fake/x'));
  });
});

const place = { offset: 0, line: 1, column: 1 };

test('an inline prompt, judged by an alias of the suite', () => {
  const suite = suiteIn(
    folder,
    `version: 1
name: bare
prompt: { model: writer, user: "Say {{inputs.text}}" }
models: { writer: { use: fake/w, temperature: 0 }, judge: other/j }
dataset: rows.jsonl
inputs: { text: "\${ row.text }" }
scorers: [{ id: good, judge: { model: judge, rubric: Good. } }]
variants: [{ name: a }, { name: b, models: { writer: { temperature: 1 } } }]
`,
  );
  expect(suite.variants.map(({ shown }) => shown)).toEqual([{ writer: 'fake/w' }, { writer: 'fake/w' }]);
  expect(Object.keys(suite.aliases)).toEqual(['writer', 'judge']);
});

test('conditions as a reader says them', () => {
  const suite = suiteIn(
    folder,
    `${head}scorers: [{ id: right, exact: { expected: x } }]
variants: [{ name: a }, { name: b }]
gates:
  - not_worse: { metric: right, margin: 2 points }
  - better: { metric: right, by: 1 point, on: [de, gold], confidence: 90% }
  - better: { metric: cost_per_case, by: 10% }
  - not_worse: { metric: cost_per_case, margin: 10% }
  - within: { metric: right, margin: 3 points, of: b, variant: a }
  - at_most: { metric: latency_p95, value: 250 ms }
  - at_most: { metric: output_tokens, of: a, value: 1.2x }
watch:
  - at_least: { metric: right, value: 80%, on: { language: de } }
`,
  );
  expect(
    [...suite.gates, ...suite.watch].map(({ text, comparison, on }) => [text, comparison, on]),
  ).toMatchInlineSnapshot(`
    [
      [
        "not_worse right than a by 2 points",
        {
          "kind": "not_worse",
          "margin": 0.02,
        },
        [],
      ],
      [
        "better right than a by 1 point on de, gold",
        {
          "by": 0.01,
          "kind": "better",
        },
        [
          [
            "de",
          ],
          [
            "gold",
          ],
        ],
      ],
      [
        "better cost_per_case than a by 10%",
        {
          "kind": "at_most",
          "of": "baseline",
          "value": 0.9,
        },
        [],
      ],
      [
        "not_worse cost_per_case than a by 10%",
        {
          "kind": "at_most",
          "of": "baseline",
          "value": 1.1,
        },
        [],
      ],
      [
        "within 3 points of b right",
        {
          "kind": "within",
          "margin": 0.03,
        },
        [],
      ],
      [
        "at_most latency_p95 250 ms",
        {
          "kind": "at_most",
          "of": "absolute",
          "value": 0.25,
        },
        [],
      ],
      [
        "at_most output_tokens 1.2x of a",
        {
          "kind": "at_most",
          "of": "baseline",
          "value": 1.2,
        },
        [],
      ],
      [
        "at_least right 80% on language de",
        {
          "kind": "at_least",
          "of": "absolute",
          "value": 0.8,
        },
        [
          [
            "language=de",
            "de",
          ],
        ],
      ],
    ]
  `);
});

test('no file makes the reader throw, whatever stands where', { timeout: 60_000 }, () => {
  const whole = parse(`${head}roots: { data: { from_env: X, default: . } }
models: { judge: fake/j }
variants: [{ name: a, models: { main: { use: fake/b } }, set: { steps.answer.prompt.user: x }, inputs: { text: y } }, { name: b }]
matrix: { models.main: [fake/a] }
repeat: 2
scorers:
  - { id: right, exact: { expected: x }, when: true, step: answer, threshold: 1, normalise: [case] }
  - { id: found, regex: { pattern: x } }
  - { id: good, judge: { model: judge, rubric: Good., scale: [0, 1] } }
  - { id: mod, module: { call: "./lib.ts#grade" } }
  - { id: shape, json_schema: { schema: { type: object } } }
success: true
gates: [{ not_worse: { metric: right, margin: 2 points, on: [a] } }, { at_least: { metric: right, value: 1% } }]
budget: { usd: 1 }
`) as object;
  const values = fc.constantFrom<unknown>(
    null,
    5,
    'text',
    '${ row',
    '${ row.x }',
    [],
    {},
    [null],
    { a: null },
    true,
    [[1]],
    '-',
    'a:b',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), values), { minLength: 1, maxLength: 3 }), (changes) => {
      const copy = structuredClone(whole);
      for (const [at, value] of changes) replaceAt(copy, at, value);
      parseIn(folder, stringify(copy));
    }),
    { numRuns: process.env.SLUICE_PROVE ? 5000 : 300, seed: 42 },
  );
});

/** Puts a value in the n-th place of a tree. */
function replaceAt(tree: object, place: number, value: unknown): void {
  const places: (readonly [object, string])[] = [];
  const walk = (node: object): void => {
    for (const [key, child] of Object.entries(node)) {
      places.push([node, key]);
      if (child !== null && typeof child === 'object') walk(child);
    }
  };
  walk(tree);
  const found = places[place % places.length];
  if (found) Object.assign(found[0], { [found[1]]: structuredClone(value) });
}
