import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { planPipeline } from '../packages/core/src/index.ts';

/**
 * How long pipelines of 50, 500 and 5,000 steps take to plan, and `sluice validate` of each as a whole process.
 * `node --conditions=source bench/planning.ts [rounds]`
 */
const rounds = Number(process.argv[2] ?? 7);
const sizes = [50, 500, 5000];
const binary = resolve(import.meta.dirname, '../node_modules/.bin/sluice');
const folder = mkdtempSync(join(tmpdir(), 'sluice-planning-'));

/** Prompts, conditions, maps and outputs: each step reads the one before it, every tenth one far behind, too. */
function pipeline(steps: number): string {
  const lines = [
    'version: 1',
    'inputs: { text: { type: string } }',
    'models: { any: { use: openai/gpt-5.4-mini } }',
    'steps:',
  ];
  for (let index = 0; index < steps; index += 1) {
    const before = index === 0 ? 'inputs.text' : `steps.s${index - 1}.output.text`;
    lines.push(`  - id: s${index}`);
    if (index % 5 === 4) lines.push(`    when: \${ size(${before}) > 3 && steps.s${index - 4}.output.text != "none" }`);
    if (index % 5 === 0 && index > 0) lines.push(`    needs: [s${index - 1}?]`);
    const far = index % 10 === 9 ? ` and {{steps.s${index - 9}.output.text}}` : '';
    const last =
      index % 5 === 0 && index > 0 ? `{{#if steps.s${index - 1}.output}}{{${before}}}{{/if}}` : `{{${before}}}`;
    const schema =
      '{ type: object, additionalProperties: false, required: [text], properties: { text: { type: string } } }';
    lines.push(
      `    prompt: { model: any, user: 'Step ${index} after ${last}${far}' }`,
      `    output: { schema: ${schema} }`,
    );
  }
  lines.push('outputs:', '  status: ${ steps.s0.output.text }');
  return `${lines.join('\n')}\n`;
}

function planOnce(text: string): number {
  const begun = performance.now();
  const planned = planPipeline(
    { path: '/bench.yaml', text },
    {
      files: {
        read: () => undefined,
        resolve: (_from, relative) => relative,
        sha256: (content) => createHash('sha256').update(content).digest('hex'),
      },
      modules: { problem: () => undefined, hash: () => '' },
    },
  );
  const elapsed = performance.now() - begun;
  if (!planned.ok) throw new Error(planned.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return elapsed;
}

function validateOnce(file: string): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(binary, ['validate', file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

try {
  // The engine is warm for all sizes alike; a process of its own is never warm.
  for (let round = 0; round < 20; round += 1) planOnce(pipeline(50));
  let first: number | undefined;
  process.stdout.write(
    '| steps | plan, ms | a step, us | to the smallest | `sluice validate`, ms |\n|---|---|---|---|---|\n',
  );
  for (const size of sizes) {
    const text = pipeline(size);
    const file = join(folder, `p${size}.yaml`);
    writeFileSync(file, text);
    const plan = median(Array.from({ length: rounds }, () => planOnce(text)));
    const whole = median(Array.from({ length: rounds }, () => validateOnce(file)));
    const step = (plan * 1000) / size;
    first ??= step;
    const cells = [size, plan.toFixed(1), step.toFixed(0), `${(step / first).toFixed(2)}x`, whole.toFixed(0)];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
