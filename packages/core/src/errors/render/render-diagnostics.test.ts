import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { casePath, planCase } from '../../testing/plan-case.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { renderDiagnostics } from './render-diagnostics.ts';

const pipeline = `version: 1
inputs: { dry_run: { type: boolean } }
steps:
  - id: classify
    prompt: { model: openai/gpt-5.4, user: "Which kind of ticket is this? One of billing, bug, {{inputs.other}}" }
    output: { schema: { type: object, required: [category], properties: { category: { enum: [billing, bug, other] } } } }
  - id: facts
    map: { over: "\${ steps.clasify.output }", as: item, steps: [{ id: one, transform: { set: 1 } }] }
  - id: articles
    when: \${ steps.classify.output.category != "othr" }
    transform: { set: "Hello {{inputs.dry_run}}" }
    timout: 5s
`;

function findings(text: string): readonly Diagnostic[] {
  const planned = planCase({ name: 'x', pipeline: text, expect: {} }, (value) =>
    createHash('sha256').update(value).digest('hex'),
  );
  return planned.ok ? planned.warnings : planned.diagnostics;
}

const source = { path: casePath, text: pipeline };

test('text: place, code, frame and hint, the frame at most 80 columns wide', () => {
  const text = renderDiagnostics(findings(pipeline), [source], { format: 'text' });
  expect(
    Math.max(
      ...text
        .split('\n')
        .filter((line) => line.includes(' | '))
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(80);
  expect(text).toMatchInlineSnapshot(`
    "/case/pipeline.yaml:5:105 - error expr/unknown-field: \`inputs\` has no field \`other\`

      5 | …: "Which kind of ticket is this? One of billing, bug, {{inputs.other}}" }
        |                                                                 ^^^^^
      hint: there are: dry_run

    /case/pipeline.yaml:8:28 - error expr/unknown-name: no step is named \`clasify\`

      8 | …map: { over: "\${ steps.clasify.output }", as: item, steps: [{ id: one, t…
        |                         ^^^^^^^
      hint: did you mean "classify"?

    /case/pipeline.yaml:10:48 - error expr/enum: "othr" is not a value of steps.classify.output.category

      10 |     when: \${ steps.classify.output.category != "othr" }
         |                                                ^^^^^^
      hint: did you mean "other"? allowed: billing, bug, other

    /case/pipeline.yaml:11:30 - error value/mixed: templates {{ }} are not allowed here

      11 |     transform: { set: "Hello {{inputs.dry_run}}" }
         |                              ^^^^^^^^^^^^^^^^^^
      hint: use '\${ a + b }' for values; {{ }} only in prompt text

    /case/pipeline.yaml:12:5 - error schema/unknown-key: unknown key \`timout\`

      12 |     timout: 5s
         |     ^^^^^^
      hint: did you mean "timeout"?"
  `);
});

test('text of a YAML error, with the whole expression quoted in the hint', () => {
  const text = 'steps:\n  - id: a\n    transform:\n      set:\n        query: ${ inputs.dry_run ? "a" : "b" }\n';
  expect(renderDiagnostics(findings(text), [{ path: casePath, text }], { format: 'text' })).toMatchInlineSnapshot(`
    "/case/pipeline.yaml:5:16 - error yaml/block-as-implicit-key: Nested mappings are not allowed in compact mappings

      5 |         query: \${ inputs.dry_run ? "a" : "b" }
        |                ^
      hint: quote the whole expression: '\${ inputs.dry_run ? "a" : "b" }'"
  `);
});

test('json holds every finding with its places', () => {
  const parsed = JSON.parse(renderDiagnostics(findings(pipeline), [source], { format: 'json' }));
  expect(parsed.schema).toBe('sluice/diagnostics/v1');
  expect(parsed.diagnostics[0]).toMatchInlineSnapshot(`
    {
      "at": {
        "end": {
          "column": 110,
          "line": 5,
          "offset": 183,
        },
        "file": "/case/pipeline.yaml",
        "start": {
          "column": 105,
          "line": 5,
          "offset": 178,
        },
      },
      "code": "expr/unknown-field",
      "hint": "there are: dry_run",
      "message": "\`inputs\` has no field \`other\`",
      "severity": "error",
    }
  `);
});

test('github: one command a finding, with what the format reserves escaped', () => {
  const [first] = findings(pipeline);
  if (first === undefined) throw new Error('no finding');
  const odd = { ...first, message: 'one % and\na line', at: { ...first.at, file: 'a,b:c.yaml' } };
  expect(renderDiagnostics([odd], [source], { format: 'github' })).toMatchInlineSnapshot(
    `"::error file=a%2Cb%3Ac.yaml,line=5,col=105,endLine=5,endColumn=110,title=expr/unknown-field::one %25 and%0Aa line%0Ahint: there are: dry_run"`,
  );
});

test('sarif: rules, places and levels', () => {
  const log = JSON.parse(renderDiagnostics(findings(pipeline), [source], { format: 'sarif' }));
  expect(log.version).toBe('2.1.0');
  expect(log.runs[0].results).toHaveLength(findings(pipeline).length);
  expect(log.runs[0].results[0]).toMatchInlineSnapshot(`
    {
      "level": "error",
      "locations": [
        {
          "physicalLocation": {
            "artifactLocation": {
              "uri": "/case/pipeline.yaml",
            },
            "region": {
              "endColumn": 110,
              "endLine": 5,
              "startColumn": 105,
              "startLine": 5,
            },
          },
        },
      ],
      "message": {
        "text": "\`inputs\` has no field \`other\` (there are: dry_run)",
      },
      "ruleId": "expr/unknown-field",
      "ruleIndex": 0,
    }
  `);
  for (const result of log.runs[0].results) {
    expect(log.runs[0].tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  }
});

test('no findings are no text', () => {
  expect(renderDiagnostics([], [], { format: 'text' })).toBe('');
  expect(renderDiagnostics([], [], { format: 'github' })).toBe('');
  expect(JSON.parse(renderDiagnostics([], [], { format: 'json' })).diagnostics).toEqual([]);
});
