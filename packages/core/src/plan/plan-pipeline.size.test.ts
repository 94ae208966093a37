import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type PlanCase, planCase } from '../testing/plan-case.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const sizes = process.env['SLUICE_PROVE'] === '1' ? [50, 500, 5_000] : [50, 500];

/** Chains and joins: each step reads the one before it, every tenth the one ten before it too. */
function pipeline(steps: number): string {
  const lines = ['version: 1', 'inputs: { text: { type: string } }', 'steps:'];
  for (let index = 0; index < steps; index++) {
    const far = index >= 10 && index % 10 === 0 ? ` + steps.step_${index - 10}.output.count` : '';
    const count = index === 0 ? 'size(inputs.text)' : `steps.step_${index - 1}.output.count + 1${far}`;
    lines.push(`  - id: step_${index}`);
    if (index % 3 === 2) lines.push(`    when: \${ steps.step_${index - 2}.output.count < 100000 }`);
    lines.push('    transform:', `      set: { count: "\${ ${count} }", name: "step ${index}" }`);
    if (index % 5 === 4)
      lines.push(
        `  - id: ask_${index}`,
        `    prompt: { model: openai/x, user: "Step {{steps.step_${index}.output.name}}" }`,
      );
  }
  return `${lines.join('\n')}\n`;
}

test(`planning ${sizes.join(', ')} steps grows with their number`, () => {
  const perStep: number[] = [];
  for (const size of [50, ...sizes]) {
    const item: PlanCase = { name: String(size), pipeline: pipeline(size), expect: {} };
    const start = performance.now();
    const planned = planCase(item, sha256);
    const elapsed = performance.now() - start;
    if (!planned.ok) throw new Error(planned.diagnostics.map((finding) => finding.message).join('\n'));
    const nodes = planned.value.main.nodes.length;
    console.log(`${nodes} steps: ${elapsed.toFixed(0)} ms, ${((elapsed / nodes) * 1000).toFixed(0)} us a step`);
    perStep.push(elapsed / nodes);
  }
  // Quadratic growth would make a step of the largest file a hundred times as dear as one of the smallest.
  expect(perStep.at(-1) ?? 0).toBeLessThan((perStep[1] ?? 0) * 20);
});
