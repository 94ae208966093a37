import { expect, test } from 'vitest';
import { overridePipeline } from './override-pipeline.ts';

const pipeline = `steps:
  - id: draft
    prompt: { user: hi } # kept
  - id: each
    map:
      steps:
        - id: inner
          prompt: { user: there, params: { max_tokens: 5 } }
`;

function override(settings: { readonly [path: string]: unknown }): string | readonly string[] {
  const reported: string[] = [];
  const list = Object.entries(settings).map(([path, value]) => ({ path, value: value as never }));
  return overridePipeline(pipeline, list, ({ path }, why) => reported.push(`${path}: ${why}`)) ?? reported;
}

test('steps are named by their ids, also inside maps; keys that the file leaves out are added', () => {
  expect(
    override({ 'steps.draft.prompt.params.temperature': 0, 'steps.each.map.steps.inner.prompt.params.max_tokens': 9 }),
  ).toMatchInlineSnapshot(`
    "steps:
      - id: draft
        prompt: { user: hi, params: { temperature: 0 } } # kept
      - id: each
        map:
          steps:
            - id: inner
              prompt: { user: there, params: { max_tokens: 9 } }
    "
  `);
});

test('every place that is not there is told', () => {
  expect(override({ 'steps.drat.prompt.user': 'x', 'steps..prompt': 1, 'stpes.draft.x': 1 })).toMatchInlineSnapshot(`
    [
      "steps.drat.prompt.user: the pipeline has no such place",
      "steps..prompt: the pipeline has no such place",
      "stpes.draft.x: the pipeline has no such place",
    ]
  `);
});
