import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '@sluice/providers/testing';
import { describe, expect, test } from 'vitest';
import { repository, sluice, temporaryFolder } from './support/sluice.ts';

const profile = join(repository, 'evals/profiles/support-triage.yaml');
const suite = join(repository, 'evals/support-triage.yaml');

interface Result {
  readonly verdict: string;
  readonly variants: readonly {
    readonly name: string;
    readonly metrics: Record<string, { readonly value: number | null }>;
  }[];
  readonly gates: readonly { readonly condition: string; readonly variant: string; readonly verdict: string }[];
}

async function evaluate(
  profilePath: string,
  more: readonly string[] = [],
): Promise<{ code: number | null; result: Result }> {
  const store = temporaryFolder();
  const args = ['eval', suite, '--simulate', profilePath, '--json', '--store', store, '--quiet', ...more];
  const { code, stdout, stderr } = await sluice(args);
  expect(stderr).toBe('');
  return { code, result: JSON.parse(stdout) as Result };
}

describe('the main job', () => {
  test('one passes, one fails, one is open; the verdicts follow from the answers', { timeout: 120_000 }, async () => {
    const { code, result } = await evaluate(profile);
    const verdicts = Object.fromEntries(
      result.gates.map((gate) => [`${gate.variant}: ${gate.condition}`, gate.verdict]),
    );
    expect(Object.values(verdicts).sort()).toEqual(['fail', 'inconclusive', 'pass']);
    expect(result.verdict).toBe('fail');
    expect(code).toBe(1);

    // The same evaluation with the failing model made as good as the others: its gate turns.
    const failing = result.gates.find(({ verdict }) => verdict === 'fail');
    expect(failing?.variant).toBe('anthropic');
    const text = readFileSync(profile, 'utf8');
    const better = join(temporaryFolder(), 'profile.yaml');
    const changed = raiseQuality(text, 'claude-haiku-5-5').replaceAll('../../datasets', join(repository, 'datasets'));
    expect(changed).not.toBe(text);
    writeFileSync(better, changed);
    const again = await evaluate(better, ['--variant', 'openai', '--variant', 'anthropic']);
    const turned = again.result.gates.find(
      (gate) => gate.condition === failing?.condition && gate.variant === 'anthropic',
    );
    expect(turned?.verdict).toBe('pass');
  });

  test.each([
    ['openai/gpt-5.4-mini', 'openai/responses'],
    ['anthropic/claude-haiku-5-5', 'anthropic/messages'],
    ['google/gemini-3.8-flash', 'google/generate'],
  ])('one ticket through the SDK of %s', async (model, route) => {
    await using simulator = await startSimulator({ profile });
    const ticket = join(repository, 'datasets/support-triage/one-ticket.json');
    const { code, stdout } = await sluice(
      ['run', 'pipelines/support-triage.yaml', '--input', ticket, '--json', '--simulate', simulator.url].concat([
        '--model',
        `cheap=${model}`,
        '--model',
        `writer=${model}`,
        '--store',
        temporaryFolder(),
      ]),
    );
    expect(code).toBe(0);
    const run = JSON.parse(stdout);
    expect(run).toMatchObject({
      schema: 'sluice/run/v1',
      status: 'succeeded',
      steps: { classify: { status: 'succeeded', attempts: 1, model: 'cheap' } },
    });
    expect(run.usage.input_tokens).toBeGreaterThan(0);
    expect(run.cost_usd).toBeGreaterThan(0);
    expect(Object.keys(simulator.stats().byRoute).join(' ')).toContain(route);
  });
});

/** Gives a model of a profile a quality above the baseline, as a profile's author would. */
function raiseQuality(text: string, model: string): string {
  return text.replace(new RegExp(`${model}: 0\\.\\d+`, 'gu'), `${model}: 0.985`);
}

test('a template project runs at once, without a key', async () => {
  const folder = temporaryFolder();
  expect((await sluice(['init', 'shop'], { cwd: folder })).code).toBe(0);
  const project = join(folder, 'shop');
  expect((await sluice(['validate'], { cwd: project })).code).toBe(0);
  const run = await sluice(['eval', 'evals/triage.yaml', '--simulate', 'evals/profiles/triage.yaml'], { cwd: project });
  expect(run.code).toBe(0);
  expect(run.stdout).toContain('PASS  not_worse team than large by 10 points (small)');
  expect(run.stdout).not.toMatch(/\u001B/u);
  const again = await sluice(['init', 'shop'], { cwd: folder });
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('cli/file-exists')]);
});
