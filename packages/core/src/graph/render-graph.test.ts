import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Plan } from '../plan/plan.ts';
import { planCase } from '../testing/plan-case.ts';
import { describeLevels } from './block-levels.ts';
import { renderGraph } from './render-graph.ts';

const pipeline = `version: 1
name: triage
inputs: { list: { type: array, items: { type: string } }, deep: { type: boolean } }
steps:
  - id: redact
    transform: { set: { text: a } }
  - id: facts
    map:
      over: \${ inputs.list }
      as: word
      steps: [{ id: one, transform: { set: "\${ word }" } }]
  - id: pick
    needs: [facts?]
    when: \${ inputs.deep }
    switch:
      cases: [{ when: "\${ inputs.deep }", steps: [{ id: yes_case, transform: { set: "\${ steps.redact.output.text }" } }] }]
      else: { output: none }
  - id: end
    needs: [pick!]
    transform: { set: 1 }
`;

function planned(): Plan {
  const result = planCase({ name: 'x', pipeline, expect: {} }, (text) =>
    createHash('sha256').update(text).digest('hex'),
  );
  if (!result.ok) throw new Error(result.diagnostics.map((finding) => finding.message).join('\n'));
  return result.value;
}

test('levels: what may run side by side, and after what', () => {
  expect(describeLevels(planned().main)).toBe('redact+facts | pick | end');
});

test('mermaid: inner steps inside their step, three kinds of arrows', () => {
  expect(renderGraph(planned(), 'mermaid')).toMatchInlineSnapshot(`
    "flowchart TD
      s_redact["redact<br/>transform"]
      subgraph s_facts ["facts<br/>map"]
        s_facts__one["one<br/>transform"]
      end
      subgraph s_pick ["pick<br/>switch"]
        s_pick__case0__yes_case["yes_case<br/>transform"]
      end
      s_end["end<br/>transform"]
      s_redact --> s_pick
      s_facts -.-> s_pick
      s_pick ==> s_end"
  `);
});

test('dot', () => {
  expect(renderGraph(planned(), 'dot')).toMatchInlineSnapshot(`
    "digraph "triage" {
      rankdir=TB;
      node [shape=box];
      "redact" [label="redact\\ntransform"];
      "facts" [label="facts\\nmap"];
      "facts/one" [label="one\\ntransform"];
      "facts" -> "facts/one" [style=dotted, arrowhead=none];
      "pick" [label="pick\\nswitch", shape=hexagon];
      "pick/case0/yes_case" [label="yes_case\\ntransform"];
      "pick" -> "pick/case0/yes_case" [style=dotted, arrowhead=none];
      "end" [label="end\\ntransform"];
      "redact" -> "pick";
      "facts" -> "pick" [style=dashed];
      "pick" -> "end" [style=dashed];
    }"
  `);
});

test('json names nodes, edges and levels', () => {
  const graph = JSON.parse(renderGraph(planned(), 'json'));
  expect(graph).toMatchObject({
    schema: 'sluice/graph/v1',
    name: 'triage',
    levels: [['redact', 'facts'], ['pick'], ['end']],
  });
  expect(graph.edges).toContainEqual({ from: 'facts', to: 'pick', accept: 'succeeded-or-skipped' });
  expect(graph.nodes).toContainEqual({
    id: 'facts/one',
    label: 'one',
    kind: 'transform',
    conditional: false,
    effect: 'read',
    parent: 'facts',
  });
});
