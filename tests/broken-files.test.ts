import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sluice, temporaryFolder } from './support/sluice.ts';

/** What a user sees of each mistake, at 80 columns in a pipe. */
const files: { readonly [name: string]: string } = {
  '01-syntax.yaml': `version: 1
name: a
steps:
  - id: q
    transform:
      set:
        query: \${ inputs.dry_run ? "a" : "b" }
`,
  '02-unknown-key.yaml': `version: 1
name: a
inputs: { text: { type: string } }
steps:
  - id: q
    promt: { model: openai/gpt-5.4, user: "{{inputs.text}}" }
    timeuot: 3s
`,
  '03-misspelt-expr.yaml': `version: 1
name: a
inputs: { text: { type: string } }
steps:
  - id: classify
    prompt: { model: openai/gpt-5.4, user: "{{inputs.text}}" }
outputs:
  answer: \${ steps.clasify.output.text }
`,
  '04-misspelt-template.yaml': `version: 1
name: a
inputs: { text: { type: string } }
steps:
  - id: classify
    prompt: { model: openai/gpt-5.4, user: "{{inputs.text}}" }
  - id: answer
    prompt:
      model: openai/gpt-5.4
      user: |
        Answer this:
        {{steps.clasify.output.text}}
`,
  '05-cycle.yaml': `version: 1
name: a
steps:
  - id: a
    prompt: { model: openai/gpt-5.4, user: "{{steps.b.output.text}}" }
  - id: b
    prompt: { model: openai/gpt-5.4, user: "{{steps.a.output.text}}" }
`,
  '06-duplicate.yaml': `version: 1
name: a
steps:
  - id: a
    prompt: { model: openai/gpt-5.4, user: hi }
  - id: a
    prompt: { model: openai/gpt-5.4, user: ho }
`,
  '07-mixed.yaml': `version: 1
name: a
inputs: { text: { type: string } }
steps:
  - id: a
    transform:
      set:
        greeting: "hello \${ inputs.text }"
        other: "{{inputs.text}}"
`,
  '08-module.yaml': `version: 1
name: a
inputs: { text: { type: string } }
steps:
  - id: a
    transform: ./lib/missing.ts#run
    with: { text: "\${ inputs.text }" }
`,
  '09-type.yaml': `version: 1
name: a
inputs: { text: { type: string } }
steps:
  - id: a
    prompt: { model: openai/gpt-5.4, user: "{{inputs.text}}", params: { temperature: "warm" } }
    output: { schema: { type: object, additionalProperties: false, required: [n], properties: { n: { type: integer } } } }
  - id: b
    when: \${ steps.a.output.n == "three" }
    prompt: { model: openai/gpt-5.4, user: "{{steps.a.output}}" }
`,
  '10-alias.yaml': `version: 1
name: a
models: { cheap: { use: openai/gpt-5.4 } }
steps:
  - id: a
    prompt: { model: chaep, user: hi }
`,
  '11-eval.yaml': `version: 1
name: e
pipeline: ./pipe.yaml
dataset: { path: ./rows.jsonl, id: "\${ row.id }" }
inputs: { text: "\${ row.text }" }
scorers:
  - { id: same, exakt: { expected: x } }
gates:
  - not_worse: { metric: sam, margin: 2 }
`,
  '12-eval.yaml': `version: 1
name: e
pipeline: ./pipe.yaml
dataset: { path: ./rows.jsonl, id: "\${ row.id }" }
inputs: { text: "\${ row.text }" }
scorers:
  - { id: same, exact: { expected: x } }
gates:
  - at_least: { metric: same, value: 80% }
`,
  'pipe.yaml': `version: 1
name: a
inputs: { text: { type: string, maxLength: 10 } }
steps:
  - id: a
    prompt: { model: openai/gpt-5.4, user: "{{inputs.text}}" }
outputs: { answer: "\${ steps.a.output.text }" }
`,
  'rows.jsonl': `{"id":"a","text":"ok"}
{"id":"b","text":"far too long for it"}
{"id":"c","text":5}
{"id":"a","text":"x"}
`,
};

function project(): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test('each broken file is told with its place, a code and a hint; all findings in one pass', {
  timeout: 120_000,
}, async () => {
  const cwd = project();
  const names = Object.keys(files).filter((name) => /^(0\d|1[01])-/u.test(name));
  const said: string[] = [];
  for (const name of names) {
    const { code, stdout, stderr } = await sluice(['validate', name], { cwd });
    expect([name, code, stdout]).toEqual([name, 2, '']);
    said.push(stderr);
  }
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "01-syntax.yaml:7:16 - error yaml/block-as-implicit-key: Nested mappings are not allowed in compact mappings

      7 |         query: \${ inputs.dry_run ? "a" : "b" }
        |                ^
      hint: quote the whole expression: '\${ inputs.dry_run ? "a" : "b" }'
    1 file, 1 error

    02-unknown-key.yaml:6:5 - error step/unknown-kind: no step kind is named \`promt\`

      6 |     promt: { model: openai/gpt-5.4, user: "{{inputs.text}}" }
        |     ^^^^^
      hint: did you mean "prompt"?
    1 file, 1 error

    03-misspelt-expr.yaml:8:20 - error expr/unknown-name: no step is named \`clasify\`

      8 |   answer: \${ steps.clasify.output.text }
        |                    ^^^^^^^
      hint: did you mean "classify"?
    1 file, 1 error

    04-misspelt-template.yaml:12:17 - error expr/unknown-name: no step is named \`clasify\`

      12 |         {{steps.clasify.output.text}}
         |                 ^^^^^^^
      hint: did you mean "classify"?
    1 file, 1 error

    05-cycle.yaml:4:9 - error step/cycle: steps wait for each other: a -> b -> a

      4 |   - id: a
        |         ^
      hint: take one of these references away
    1 file, 1 error

    06-duplicate.yaml:6:9 - error step/duplicate-id: there is already a step "a"

      6 |   - id: a
        |         ^
      hint: the other one is on line 4
    1 file, 1 error

    07-mixed.yaml:8:26 - error value/mixed: an expression \${ } must be the whole value

      8 |         greeting: "hello \${ inputs.text }"
        |                          ^^^^^^^^^^^^^^^^
      hint: use '\${ "a" + b }' for the whole value; a literal \${ is written '\${ "\${" }'

    07-mixed.yaml:9:17 - error value/mixed: templates {{ }} are not allowed here

      9 |         other: "{{inputs.text}}"
        |                 ^^^^^^^^^^^^^^^
      hint: use '\${ a + b }' for values; {{ }} only in prompt text
    1 file, 2 errors

    08-module.yaml:6:16 - error module/no-file: there is no file ./lib/missing.ts

      6 |     transform: ./lib/missing.ts#run
        |                ^^^^^^^^^^^^^^^^
      hint: paths start at the folder of this file
    1 file, 1 error

    09-type.yaml:6:86 - error schema/wrong-type: expected a number, found the text "warm"

      6 | …penai/gpt-5.4, user: "{{inputs.text}}", params: { temperature: "warm" } }
        |                                                                 ^^^^^^
      hint: Randomness of sampling.

    09-type.yaml:9:14 - error expr/compare: integer can never equal "three"

      9 |     when: \${ steps.a.output.n == "three" }
        |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^

    09-type.yaml:10:47 - error template/object: \`steps.a.output\` is object and cannot be printed as text

      10 |     prompt: { model: openai/gpt-5.4, user: "{{steps.a.output}}" }
         |                                               ^^^^^^^^^^^^^^
      hint: use {{json steps.a.output}}
    1 file, 3 errors

    10-alias.yaml:6:22 - error model/unknown-alias: no model is named "chaep"

      6 |     prompt: { model: chaep, user: hi }
        |                      ^^^^^
      hint: did you mean "cheap"?
    1 file, 1 error

    11-eval.yaml:7:17 - error schema/unknown-key: unknown key \`exakt\`

      7 |   - { id: same, exakt: { expected: x } }
        |                 ^^^^^
      hint: did you mean "exact"?

    11-eval.yaml:9:26 - error eval/unknown-metric: no metric is named \`sam\`

      9 |   - not_worse: { metric: sam, margin: 2 }
        |                          ^^^
      hint: did you mean "same"?

    11-eval.yaml:9:39 - error schema/wrong-type: expected a number with its unit: 2 points, 80%, 0.6x, 4s, 0.02 usd, found the number 2

      9 |   - not_worse: { metric: sam, margin: 2 }
        |                                       ^
      hint: A number with its unit: \`2 points\`, \`80%\`, \`0.6x\`, \`4s\`, \`0.02 usd\`.
    1 file, 3 errors
    "
  `);
});

test('bad rows are told by file and line, before any call', async () => {
  const { code, stdout, stderr } = await sluice(['eval', '12-eval.yaml'], { cwd: project() });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatchInlineSnapshot(`
    "rows.jsonl:2:1 - error dataset/bad-row: the case b: text must NOT have more than 10 characters
    rows.jsonl:3:1 - error dataset/bad-row: the case c: text must be string
    rows.jsonl:4:1 - error dataset/duplicate-id: the id a stands at line 1 already
      hint: give rows an \`id\` of their own, or drop the copy
    "
  `);
});

test('the same findings as JSON, GitHub annotations and SARIF', async () => {
  const cwd = project();
  const json = await sluice(['validate', '10-alias.yaml', '--format', 'json'], { cwd });
  expect(JSON.parse(json.stdout)).toMatchObject({
    schema: 'sluice/diagnostics/v1',
    diagnostics: [{ code: 'model/unknown-alias' }],
  });
  const github = await sluice(['validate', '10-alias.yaml', '--format', 'github'], { cwd });
  expect(github.stdout).toMatch(/^::error file=10-alias\.yaml,line=6/u);
  const sarif = await sluice(['validate', '10-alias.yaml', '--format', 'sarif'], { cwd });
  expect(JSON.parse(sarif.stdout).version).toBe('2.1.0');
  expect([json.code, github.code, sarif.code]).toEqual([2, 2, 2]);
});
