import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { valueErrors } from '../schema/value-errors.ts';
import { casePath } from '../testing/plan-case.ts';
import { memoryFiles } from '../testing/source-files.ts';
import type { Plan, PlanNode } from './plan.ts';
import type { PlanOptions } from './plan-options.ts';
import { planPipeline } from './plan-pipeline.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function plan(text: string, options: Partial<PlanOptions> = {}): Plan {
  const files = memoryFiles({}, sha256);
  const modules = { problem: () => undefined, hash: () => 'one' };
  const planned = planPipeline({ path: casePath, text }, { files, modules, ...options });
  if (!planned.ok)
    throw new Error(planned.diagnostics.map((finding) => `${finding.code} ${finding.message}`).join('\n'));
  return planned.value;
}

function node(planned: Plan, id: string): PlanNode {
  const found = planned.main.nodes.find((step) => step.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
}

const base = `version: 1
name: base
inputs: { name: { type: string }, size: { type: [integer, "null"] }, mode: { enum: [a, b], default: a, from_env: MODE } }
secrets: [TOKEN]
budget: { usd: 0.5, tokens: 1000 }
models: { cheap: { use: openai/small, temperature: 0, max_tokens: 50 } }
tools: { api: { http: { base_url: https://api.example.com, auth: { bearer: TOKEN } } } }
steps:
  - id: ask
    prompt: { model: cheap, system: Be kind., user: "Hello {{inputs.name}}" }
  - id: make
    transform: ./lib/make.ts#make
    with: { text: "\${ steps.ask.output.text }" }
    output: { schema: { type: object, required: [ok], properties: { ok: { type: boolean } } } }
  - id: send
    tool: api
    with: { method: POST, path: /x, body: { ok: "\${ steps.make.output.ok }" } }
outputs: { ok: "\${ steps.make.output.ok }" }
`;

describe('the head of a plan', () => {
  test('inputs, budget, secrets by name, models, tools', () => {
    const planned = plan(base);
    expect(planned).toMatchObject({
      name: 'base',
      file: casePath,
      secrets: ['TOKEN'],
      budget: { usd: 0.5, tokens: 1000 },
    });
    expect(planned.inputs).toMatchObject({
      name: { required: true },
      size: { required: false },
      mode: { required: false, default: 'a', fromEnv: 'MODE', schema: { enum: ['a', 'b'], default: 'a' } },
    });
    expect(planned.inputs['mode']?.validate?.('c')).toEqual(['/ must be one of "a", "b"']);
    expect(planned.inputs['mode']?.validate?.('b')).toEqual([]);
    expect(planned.models['cheap']).toMatchObject({
      type: 'single',
      use: 'openai/small',
      params: { temperature: 0, maxTokens: 50 },
    });
    expect(planned.tools['api']).toEqual({
      name: 'api',
      kind: 'http',
      config: { base_url: 'https://api.example.com', auth: { bearer: 'TOKEN' } },
      file: casePath,
    });
    expect(planned.outputSchema).toMatchObject({ properties: { ok: { type: 'boolean' } } });
  });

  test('a name that the file does not give is that of the file', () => {
    expect(plan('version: 1\nsteps: [{ id: a, transform: { set: 1 } }]\n').name).toBe('pipeline');
  });

  test('aliases: overrides over the file over the config', () => {
    const at = { file: 'c', start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } };
    const single = (use: string) => ({ type: 'single', use, params: {}, at }) as const;
    const aliases = { cheap: single('google/config'), judge: single('google/judge') };
    expect(plan(base, { aliases }).models).toMatchObject({
      cheap: { use: 'openai/small' },
      judge: { use: 'google/judge' },
    });
    expect(plan(base, { aliases, overrides: { cheap: single('google/new') } }).models['cheap']).toMatchObject({
      use: 'google/new',
    });
  });
});

describe('policy', () => {
  test('without a word in the file', () => {
    expect(node(plan(base), 'ask').policy).toEqual({
      effect: 'read',
      retry: {
        maxAttempts: 3,
        initialMs: 500,
        factor: 2,
        maxMs: 20_000,
        jitter: 'full',
        on: ['rate_limit', 'overloaded', 'timeout', 'network', 'server_error', 'truncated_stream'],
      },
    });
  });

  test('a step over defaults, key by key', () => {
    const planned = plan(`version: 1
defaults: { timeout: 60s, cache: { ttl: 24h }, retry: { max_attempts: 5, backoff: { initial: 1s, max: 9s } } }
steps:
  - id: a
    transform: { set: 1 }
    timeout: 1.5s
    attempt_timeout: 500ms
    retry: { backoff: { initial: 2s, jitter: none }, on: [quota] }
  - id: b
    transform: { set: 1 }
  - id: wait
    approval: { message: ok }
`);
    expect(node(planned, 'a').policy).toMatchObject({
      timeoutMs: 1500,
      attemptTimeoutMs: 500,
      cache: { ttlMs: 86_400_000 },
      retry: { maxAttempts: 5, initialMs: 2000, maxMs: 9000, jitter: 'none', on: ['quota'] },
    });
    expect(node(planned, 'b').policy).toMatchObject({ timeoutMs: 60_000, retry: { maxAttempts: 5, initialMs: 1000 } });
    // A person is not hurried by the time-out that calls have.
    expect(node(planned, 'wait').policy.timeoutMs).toBeUndefined();
  });

  test('a write is tried once unless it has a key', () => {
    expect(node(plan(base), 'send').policy).toMatchObject({ effect: 'write', retry: { maxAttempts: 1 } });
    const keyed = base.replace('    tool: api\n', '    tool: api\n    idempotency_key: "${ run.id }"\n');
    expect(node(plan(keyed), 'send').policy).toMatchObject({ effect: 'write', retry: { maxAttempts: 3 } });
  });
});

describe('hashes', () => {
  const hashes = (planned: Plan): Record<string, string> =>
    Object.fromEntries(planned.main.nodes.map((step) => [step.id, step.hash]));
  const before = plan(base);
  const changed = (text: string, options: Partial<PlanOptions> = {}): readonly string[] => {
    const after = plan(text, options);
    const steps = Object.entries(hashes(after)).filter(([id, hash]) => hashes(before)[id] !== hash);
    return [...steps.map(([id]) => id), ...(after.hash === before.hash ? [] : ['plan'])];
  };

  test('are the same for the same text', () => {
    expect(changed(base)).toEqual([]);
    expect(before.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('do not change with what says nothing: comments, descriptions, the order of keys', () => {
    expect(changed(base.replace('steps:\n', 'steps: # a comment\n'))).toEqual([]);
    expect(changed(base.replace('  - id: ask\n', '  - id: ask\n    description: asks\n    tags: [x]\n'))).toEqual([]);
    expect(
      changed(
        base.replace(
          'system: Be kind., user: "Hello {{inputs.name}}"',
          'user: "Hello {{inputs.name}}", system: Be kind.',
        ),
      ),
    ).toEqual([]);
  });

  test('change with the step and with what stands behind it', () => {
    expect(changed(base.replace('Be kind.', 'Be brief.'))).toEqual(['ask', 'plan']);
    expect(changed(base.replace('temperature: 0', 'temperature: 1'))).toEqual(['ask', 'plan']);
    expect(changed(base, { modules: { problem: () => undefined, hash: () => 'two' } })).toEqual(['make', 'plan']);
    expect(changed(base.replace('api.example.com', 'api2.example.com'))).toEqual(['send', 'plan']);
  });

  test('the plan changes with how it runs, the step does not', () => {
    expect(changed(base.replace('  - id: ask\n', '  - id: ask\n    timeout: 5s\n'))).toEqual(['plan']);
    expect(changed(base.replace('usd: 0.5', 'usd: 0.6'))).toEqual(['plan']);
  });
});

test('a step names what it reads, without what it brings itself', () => {
  const planned = plan(`version: 1
inputs: { list: { type: array, items: { type: string } }, tone: { type: string } }
steps:
  - id: style
    transform: { set: { tone: "\${ inputs.tone }" } }
  - id: all
    when: \${ size(inputs.list) > 0 }
    map:
      over: \${ inputs.list }
      as: word
      steps:
        - id: one
          transform: { set: "\${ word + steps.style.output.tone + run.id }" }
        - id: two
          transform: { set: "\${ steps.one.output }" }
`);
  const reads = node(planned, 'all').reads.map((read) => [read.root, ...read.path].join('.'));
  expect([...new Set(reads)].sort()).toEqual(['inputs.list', 'run.id', 'steps.style.output.tone']);
  expect(node(planned, 'all').pointer).toBe('/steps/1');
  const inner = node(planned, 'all').kind.blocks?.(node(planned, 'all').config)[0]?.block.nodes ?? [];
  expect(inner.map((step) => [step.id, step.pointer, step.waitsFor.map((edge) => edge.id)])).toEqual([
    ['one', '/steps/1/map/steps/0', []],
    ['two', '/steps/1/map/steps/1', ['one']],
  ]);
});

test('outputs are validated by the declared schema, with pointers', () => {
  const validate = node(plan(base), 'make').validateOutput;
  expect(validate?.({ ok: true })).toEqual([]);
  expect(validate?.({ ok: 1 })).toEqual(['/ok must be boolean']);
  expect(validate?.({})).toEqual(["/ must have required property 'ok'"]);
});

test('a schema that refers to itself for ever is no crash', () => {
  const endless = { $defs: { a: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' };
  expect(valueErrors(endless)(1)).toEqual(['/ is nested too deeply']);
});

test('with a map of what is planned, the same text is planned once; other aliases or another text are another plan', () => {
  const planned = new Map();
  const first = plan(base, { planned });
  expect(plan(base, { planned })).toBe(first);
  expect(plan(base, { planned, providers: ['openai'] })).toBe(first);
  const at = { file: '', start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } };
  const overrides = { cheap: { type: 'single' as const, use: 'openai/large', params: {}, at } };
  expect(plan(base, { planned, overrides }).models['cheap']).toMatchObject({ use: 'openai/large' });
  expect(plan(base.replace('Be kind.', 'Be brief.'), { planned })).not.toBe(first);
  expect(plan(base)).not.toBe(first);
});
