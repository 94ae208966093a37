import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Simulator, startSimulator } from '@sluice/providers/testing';
import { describe, expect, test } from 'vitest';
import { type Finished, sluice, startSluice, temporaryFolder } from './support/sluice.ts';

const items = 24;
const concurrency = 4;

/** Three stages; what each asks its model begins with the name of the stage. */
const staged = `version: 1
name: staged
inputs:
  names: { type: array, items: { type: string } }
models: { any: { use: openai/gpt-5.4-mini } }
steps:
  - id: first
    prompt: { model: any, user: "first" }
  - id: each
    needs: [first]
    map:
      over: \${ inputs.names }
      as: name
      concurrency: ${concurrency}
      steps:
        - id: ask
          prompt: { model: any, user: "each {{name}}" }
        - id: again
          prompt: { model: any, user: "again {{steps.ask.output.text}}" }
      output: \${ steps.again.output.text }
  - id: last
    prompt: { model: any, user: "last {{join steps.each.output ' '}}" }
outputs:
  texts: \${ steps.each.output }
  last: \${ steps.last.output.text }
finally:
  - id: closing
    prompt: { model: any, user: "closing" }
`;

const echoing = {
  name: 'echo',
  tokens: 'approximate',
  models: { '*': { latency: { first_token: '40ms' } } },
  answers: [{ match: { regex: '^(first|each n\\d+|again each n\\d+|closing|last)' }, text: '{{key}}' }],
};

const names = Array.from({ length: items }, (_, index) => `n${index}`);
const texts = names.map((name) => `again each ${name}`);

interface Project {
  readonly folder: string;
  readonly simulator: Simulator;
}

function projectOf(pipeline: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'p.yaml'), pipeline);
  writeFileSync(join(folder, 'inputs.json'), JSON.stringify({ names }));
  return folder;
}

const inputsFlag = ['--input', 'inputs.json'];

function runArgs(simulator: Simulator, ...more: readonly string[]): readonly string[] {
  return ['run', 'p.yaml', '--simulate', simulator.url, '--json', ...more];
}

/** What the models were asked, by the user's words. */
function asked(simulator: Simulator): readonly string[] {
  return simulator
    .requests(200)
    .map(({ body }) => JSON.stringify(body).match(/"((?:first|each|again|last|closing)[^"\\]*)/u)?.[1] ?? '?');
}

async function stopped(project: Project, signal: NodeJS.Signals): Promise<Finished> {
  const { child, finished } = startSluice(runArgs(project.simulator, ...inputsFlag), { cwd: project.folder });
  // A run that ends by itself ends the wait, too: what it said is in the assertions.
  while (project.simulator.stats().total < items && child.exitCode === null) await wait(5);
  child.kill(signal);
  const end = await finished;
  await wait(150);
  return end;
}

describe('a run that is taken up again', { timeout: 120_000 }, () => {
  test('after kill -9 only what has no answer is asked again, items of a map one by one', async () => {
    await using simulator = await startSimulator({ profile: echoing });
    const project = { folder: projectOf(staged), simulator };
    expect((await stopped(project, 'SIGKILL')).code).toBeNull();
    const before = asked(simulator);
    expect(before.length).toBeLessThan(2 * items);

    const { code, stdout } = await sluice(runArgs(simulator, '--resume', 'last'), { cwd: project.folder });
    const run = JSON.parse(stdout);
    expect([code, run.status, run.outputs.texts]).toEqual([0, 'succeeded', texts]);
    const all = asked(simulator);
    const repeated = all.filter((text, index) => all.indexOf(text) !== index);
    console.log(`killed after ${before.length} of ${2 * items + 3} calls; made again: ${repeated.length}`);
    // Only calls whose answer was on its way when the process died.
    expect(repeated.length).toBeLessThanOrEqual(concurrency);
    expect(new Set(all)).toEqual(
      new Set([
        ...names.flatMap((name) => [`each ${name}`, `again each ${name}`]),
        'first',
        `last ${texts.join(' ')}`,
        'closing',
      ]),
    );
    expect(all.slice(before.length)).not.toContain('first');
  });

  test('after Ctrl-C: exit code 130, `finally` has run, calls in flight were settled; then it goes on', async () => {
    await using simulator = await startSimulator({ profile: echoing });
    const project = { folder: projectOf(staged), simulator };
    const end = await stopped(project, 'SIGINT');
    expect(end.code).toBe(130);
    expect(end.stderr).toMatch(/resume it: sluice run \S*p\.yaml --resume \S+/u);
    const run = JSON.parse(end.stdout);
    expect([run.status, run.steps.each.status, run.steps.closing?.status]).toEqual([
      'cancelled',
      'cancelled',
      'succeeded',
    ]);
    expect(asked(simulator)).toContain('closing');
    const { code, stdout } = await sluice(runArgs(simulator, '--resume', run.run), { cwd: project.folder });
    expect([code, JSON.parse(stdout).outputs.texts]).toEqual([0, texts]);
    const all = asked(simulator).filter((text) => text !== 'closing');
    expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([]);
  });

  test('that is over is not run again; one that is unknown is told', async () => {
    await using simulator = await startSimulator({ profile: echoing });
    const folder = projectOf(staged);
    expect((await sluice(runArgs(simulator, ...inputsFlag), { cwd: folder })).code).toBe(0);
    const total = simulator.stats().total;
    expect(total).toBe(2 * items + 3);
    const again = await sluice(runArgs(simulator, '--resume', 'last'), { cwd: folder });
    expect([again.code, JSON.parse(again.stdout).outputs.texts, simulator.stats().total]).toEqual([0, texts, total]);
    const unknown = await sluice(runArgs(simulator, '--resume', '20200101-000000-abcdef'), { cwd: folder });
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('store/no-run')]);
  });
});

test('a run is not taken up by another pipeline, nor with other inputs', { timeout: 60_000 }, async () => {
  const cwd = temporaryFolder();
  const pipeline = (name: string, type: string) =>
    `version: 1\nname: ${name}\ninputs: { x: { type: ${type} } }\nsteps: [{ id: a, transform: { set: "\${ inputs.x }" } }]\n`;
  writeFileSync(join(cwd, 'a.yaml'), pipeline('a', 'string'));
  writeFileSync(join(cwd, 'b.yaml'), pipeline('b', 'string'));
  expect((await sluice(['run', 'a.yaml', '-i', 'x=1'], { cwd })).code).toBe(0);
  const other = await sluice(['run', 'b.yaml', '--resume', 'last'], { cwd });
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('store/other-run')]);
  const inputs = await sluice(['run', 'a.yaml', '--resume', 'last', '-i', 'x=2'], { cwd });
  expect([inputs.code, inputs.stderr]).toEqual([2, expect.stringContaining('keeps its inputs')]);
  expect((await sluice(['runs', 'list'], { cwd })).stdout).toContain('succeeded');
});

describe('a step that fails', { timeout: 120_000 }, () => {
  /** The model \`broken\` refuses every request; the others answer. */
  const failing = {
    name: 'failing',
    tokens: 'approximate',
    models: {
      broken: { faults: [{ kind: 'error_400', rate: 1 }] },
      slow: { latency: { first_token: '20s' } },
      '*': {},
    },
    answers: [{ match: { regex: '^(\\w+)' }, text: 'said {{key}}' }],
  };
  const head = `version: 1
name: failing
models: { broken: { use: openai/broken }, slow: { use: openai/slow }, any: { use: openai/fine } }
`;

  async function outcomeOf(
    pipeline: string,
  ): Promise<{ readonly code: number | null; readonly run: RunResult; readonly stderr: string }> {
    await using simulator = await startSimulator({ profile: failing });
    const { code, stdout, stderr } = await sluice(runArgs(simulator), { cwd: projectOf(head + pipeline) });
    expect(stdout, stderr).not.toBe('');
    return { code, run: JSON.parse(stdout), stderr };
  }

  test('unhandled: ends the run after `finally`, says where; what it does not reach is reported', async () => {
    const { code, run, stderr } = await outcomeOf(`steps:
  - { id: good, prompt: { model: any, user: good } }
  - { id: bad, needs: [good], prompt: { model: broken, user: bad } }
  - { id: after, prompt: { model: any, user: "after {{steps.bad.output.text}}" } }
outputs: { good: "\${ steps.good.output.text }", after: "\${ steps.after.output.text }" }
finally:
  - { id: closing, prompt: { model: any, user: "closing {{steps.bad.status}} {{#if steps.bad.error}}{{steps.bad.error.type}}{{/if}}" } }
`);
    expect([code, run.status, run.outputs]).toEqual([1, 'failed', { good: 'said good', after: null }]);
    expect(run.error).toMatchObject({ type: 'invalid_request', instance: '/steps/1' });
    expect(run.steps['closing']).toMatchObject({ status: 'succeeded' });
    expect(run.steps['after']?.status ?? 'skipped').not.toBe('succeeded');
    expect(stderr).toContain('p.yaml:6');
  });

  test('handled in each way: default, continue, a catch', async () => {
    const { code, run } = await outcomeOf(`steps:
  - { id: a, prompt: { model: broken, user: a }, on_error: { default: { text: instead } } }
  - { id: b, prompt: { model: broken, user: b }, on_error: continue }
  - id: c
    prompt: { model: broken, user: c }
    on_error:
      steps: [{ id: sorry, prompt: { model: any, user: "{{error.type}}" } }]
      output: { text: "\${ steps.sorry.output.text }" }
  - { id: after_b, needs: [b], transform: { set: 1 } }
  - { id: whatever, needs: [b!], transform: { set: "\${ steps.b.status }" } }
outputs:
  a: \${ steps.a.output.text }
  a_error: '\${ steps.a.error == null ? "" : steps.a.error.type }'
  c: \${ steps.c.output.text }
  b: \${ steps.whatever.output }
`);
    expect([code, run.status]).toEqual([0, 'succeeded']);
    expect(run.outputs).toEqual({ a: 'instead', a_error: 'invalid_request', b: 'failed', c: 'said invalid_request' });
    expect(
      Object.entries(run.steps)
        .map(([id, { status }]) => `${id} ${status}`)
        .sort(),
    ).toEqual(['a succeeded', 'after_b skipped', 'b failed', 'c succeeded', 'whatever succeeded']);
  });

  test('of items of a map: collected, dropped, or the end of all', async () => {
    const map = (policy: string) => `steps:
  - id: each
    map:
      over: \${ [1, 2, 3] }
      as: n
      on_error: ${policy}
      steps:
        - { id: ask, when: "\${ n == 2 }", prompt: { model: broken, user: ask } }
        - { id: value, needs: [ask?], transform: { set: "\${ n }" } }
      output: \${ steps.value.output }
outputs: { each: "\${ steps.each.output }" }
`;
    expect((await outcomeOf(map('collect'))).run).toMatchObject({
      outputs: { each: [1, null, 3] },
      steps: { each: { errors: [{ index: 1, error: { type: 'invalid_request' } }] } },
    });
    expect((await outcomeOf(map('drop'))).run.outputs).toEqual({ each: [1, 3] });
    const { code, run } = await outcomeOf(map('fail'));
    expect([code, run.status, run.error?.instance]).toEqual([1, 'failed', '/steps/0/map/1/steps/0']);
  });

  test('by its timeout: as any other failure, at once, and `finally` still runs', async () => {
    const begun = performance.now();
    const { code, run } = await outcomeOf(`steps:
  - { id: slow, timeout: 300ms, prompt: { model: slow, user: slow } }
  - { id: beside, timeout: 300ms, prompt: { model: slow, user: beside }, on_error: { default: { text: too late } } }
finally:
  - { id: closing, prompt: { model: any, user: closing } }
`);
    expect([code, run.status, run.error?.type]).toEqual([1, 'failed', 'timeout']);
    expect(run.steps['closing']?.status).toBe('succeeded');
    // The model takes 20 s.
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  test('because the budget forbids the call: exit code 4, nothing is asked', async () => {
    await using simulator = await startSimulator({ profile: failing });
    const folder = projectOf(`${head.replace('openai/fine', 'openai/gpt-5.4')}budget: { usd: 0.000001 }
steps: [{ id: a, prompt: { model: any, user: a } }]
`);
    const { code, stdout } = await sluice(runArgs(simulator), { cwd: folder });
    expect([code, JSON.parse(stdout).error.type, simulator.stats().total]).toEqual([4, 'budget', 0]);
  });

  interface RunResult {
    readonly status: string;
    readonly outputs: object;
    readonly error?: { readonly type: string; readonly instance: string };
    readonly steps: Record<string, { readonly status: string }>;
  }
});
