import { createHash } from 'node:crypto';
import { type Plan, planPipeline } from '@sluice/core';
import { fakeModel } from '@sluice/core/testing';
import { expect, test } from 'vitest';
import { runTest, testHost, testJob } from './testing/test-host.ts';

function planOf(text: string): Plan {
  const planned = planPipeline(
    { path: '/project/p.yaml', text },
    {
      files: {
        read: () => undefined,
        resolve: (_from, relative) => relative,
        sha256: (content) => createHash('sha256').update(content).digest('hex'),
      },
      modules: { problem: () => undefined, hash: () => 'h' },
    },
  );
  if (!planned.ok) throw new Error(planned.diagnostics.map((each) => `${each.code} ${each.message}`).join('\n'));
  return planned.value;
}

const text = `
version: 1
name: everything
inputs:
  rows: { type: array, items: { type: array, items: { type: integer } } }
  polite: { type: boolean, default: true }
models:
  cheap: { use: fake/cheap }
  strong: { use: fake/strong }
steps:
  - id: table
    map:
      over: \${ inputs.rows }
      as: line
      concurrency: 2
      steps:
        - id: cells
          map:
            over: \${ line }
            as: cell
            index: column
            on_error: collect
            steps:
              - id: half
                prompt: { model: cheap, user: 'half of {{cell}}' }
                output:
                  schema: { type: object, required: [n], properties: { n: { type: number } } }
            output: '\${ {"n": steps.half.output.n, "column": column} }'
  - id: draft
    prompt:
      cascade:
        - { model: cheap, accept: '\${ output.sure }' }
        - { model: strong }
      user: 'draft for {{json steps.table.output}}'
    output:
      schema: { type: object, required: [sure], properties: { sure: { type: boolean } } }
  - id: greeting
    switch:
      cases:
        - when: \${ inputs.polite }
          steps: [{ id: long, transform: { set: { text: Good morning } } }]
          output: \${ steps.long.output.text }
      else:
        steps: [{ id: short, transform: { set: { text: Hi } } }]
        output: \${ steps.short.output.text }
  - id: grow
    with: 1
    loop:
      max_iterations: 10
      until: \${ carry >= 100 }
      carry: \${ steps.next.output.n }
      steps:
        - id: next
          transform: { set: { n: '\${ carry * 3 }' } }
outputs:
  table: \${ steps.table.output }
  by: \${ steps.draft.model }
  greeting: \${ steps.greeting.output }
  grown: \${ steps.grow.output }
`;

test('a file with nested maps, a cascade, a switch and a loop runs as it says', async () => {
  const cheap = fakeModel(
    ({ messages }) => {
      const [part] = messages.at(-1)?.content ?? [];
      const asked = part?.type === 'text' ? part.text : '';
      const number = /half of (\d+)/.exec(asked)?.[1];
      if (number === '7') return 'no idea';
      return number === undefined ? '{"sure":false}' : `\`\`\`json\n{"n":${Number(number) / 2},}\n\`\`\``;
    },
    { id: 'fake/cheap' },
  );
  const host = testHost({ models: [cheap, fakeModel('{"sure":true}', { id: 'fake/strong' })] });
  const outcome = await runTest(host, testJob(planOf(text), { inputs: { rows: [[2, 4], [6, 7], []] } }));
  expect(outcome.failure).toBeUndefined();
  expect(outcome.outputs).toEqual({
    table: [
      [
        { n: 1, column: 0 },
        { n: 2, column: 1 },
      ],
      [{ n: 3, column: 0 }, null],
      [],
    ],
    by: 'strong',
    greeting: 'Good morning',
    grown: 243,
  });
  expect(outcome.steps['draft']).toMatchObject({ attempts: 2, model: 'strong', modelId: 'fake/strong' });
  const notes = host.store.events('run-1').filter((event) => event.type === 'step-note');
  expect(notes).toContainEqual(
    expect.objectContaining({
      note: { type: 'cascade', tier: 0, model: 'cheap', accepted: false, why: 'accept is false' },
    }),
  );
  expect(notes).toContainEqual(
    expect.objectContaining({
      path: 'table[1]/cells[0]/half',
      note: expect.objectContaining({ how: 'lenient_parse' }),
    }),
  );
  const failed = host.store.events('run-1').find((event) => event.type === 'step-error');
  expect(failed).toMatchObject({
    path: 'table[1]/cells[1]/half',
    failure: { type: 'invalid_output', instance: '/steps/0/map/1/steps/0/map/1/steps/0' },
  });
});

test('taken up again after an edit, only what the edit changed runs', async () => {
  const cheap = fakeModel('{"n":1,"sure":true}', { id: 'fake/cheap' });
  const host = testHost({ models: [cheap, fakeModel('{"sure":true}', { id: 'fake/strong' })] });
  await runTest(host, testJob(planOf(text), { inputs: { rows: [[2, 4]] } }));
  expect(cheap.requests).toHaveLength(3);
  const edited = planOf(text.replace('draft for', 'a better draft for'));
  const outcome = await runTest(host, testJob(edited, { inputs: { rows: [[2, 4]] } }), { resume: true });
  expect(cheap.requests).toHaveLength(4);
  expect(outcome.status).toBe('succeeded');
});
