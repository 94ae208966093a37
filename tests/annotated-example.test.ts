import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@sluice/providers/testing';
import { describe, expect, test } from 'vitest';
import {
  crmAnswer,
  exampleModels,
  exampleProject,
  goodReply,
  startCrm,
  ticket,
  token,
} from './support/annotated-example.ts';
import { type Finished, repository, sluice } from './support/sluice.ts';

const env = { CRM_TOKEN: token };

interface Example {
  readonly folder: string;
  readonly simulator: Simulator;
}

/** `sluice run` of the example, as a user types it. */
async function runExample({ folder, simulator }: Example, inputs: object): Promise<Finished> {
  writeFileSync(join(folder, 'inputs.json'), JSON.stringify(inputs));
  const args = ['run', 'triage.yaml', '--input', 'inputs.json', '--simulate', simulator.url, '--json'];
  return await sluice(args, { cwd: folder, env });
}

async function approve({ folder, simulator }: Example, ...more: readonly string[]): Promise<Finished> {
  const args = ['approve', 'last', 'approve', '--simulate', simulator.url, '--json', ...more];
  return await sluice(args, { cwd: folder, env });
}

function statuses(run: { readonly steps: Record<string, { readonly status: string }> }): Record<string, string> {
  return Object.fromEntries(Object.entries(run.steps).map(([id, { status }]) => [id, status]));
}

test('the file of the docs is valid as it stands; one step of it has no type', async () => {
  const { code, stdout } = await sluice(['validate', 'docs/examples/support-triage-full.yaml', '--format', 'json'], {
    cwd: repository,
  });
  expect([code, JSON.parse(stdout).diagnostics.map(({ code }: { readonly code: string }) => code)]).toEqual([
    0,
    ['step/untyped'],
  ]);
});

describe('a critical ticket', { timeout: 120_000 }, () => {
  test('is drafted twice, waits for a person, and is sent once with its key', async () => {
    await using crm = await startCrm();
    await using simulator = await startSimulator({ profile: exampleModels() });
    const example = { folder: exampleProject(crm), simulator };
    const waiting = await runExample(example, { ticket, dry_run: false });
    const before = JSON.parse(waiting.stdout);
    expect([waiting.code, before.status]).toEqual([0, 'waiting']);
    expect(before.waiting).toMatchObject([
      { step: 'approve', message: `Send this reply? ${goodReply}`, on_timeout: 'reject' },
    ]);
    expect(statuses(before)).toMatchObject({ draft: 'succeeded', quality: 'succeeded' });
    expect(crm.arrived.map(({ method }) => method)).toEqual(['GET']);
    const asked = simulator.stats().total;
    expect(asked).toBe(3);

    const done = await approve(example);
    const run = JSON.parse(done.stdout);
    expect([done.code, run.run]).toEqual([0, before.run]);
    expect(run.outputs).toEqual({
      category: 'billing',
      reply: goodReply,
      orders: [
        [{ id: 'A18', status: 'open', total: 7 }],
        [{ id: 'A17', status: 'paid', total: 19.5 }],
        [{ id: 'A18', status: 'open', total: 7 }],
      ],
      escalated: true,
      sent: true,
    });
    expect(new Set(Object.values(statuses(run)))).toEqual(new Set(['succeeded']));
    expect(run.steps.draft).toMatchObject({ model: 'strong', attempts: 2 });
    expect(simulator.stats().total).toBe(asked);

    const [get, post] = crm.arrived;
    expect(get).toMatchObject({ method: 'GET', url: '/v2/customers/C42' });
    expect(post).toMatchObject({ method: 'POST', url: '/v2/tickets/T%2F7%20%C3%BC/replies' });
    expect(JSON.parse(post?.body ?? '')).toEqual({ text: goodReply });
    expect(post?.headers['idempotency-key']).toBe(`${run.run}:send`);
    expect(crm.arrived).toHaveLength(2);
  });

  test('what the models are asked: redacted text, data as data, facts of the tools', async () => {
    await using crm = await startCrm();
    await using simulator = await startSimulator({ profile: exampleModels() });
    await runExample({ folder: exampleProject(crm), simulator }, { ticket });
    const asked = simulator
      .requests()
      .map(({ body }) => JSON.stringify(body))
      .join('\n');
    expect(asked).toContain('Charged twice {{inputs.dry_run}}');
    expect(asked).toContain('${ inputs.ticket.id }');
    expect(asked).toContain('[card], write to [email]');
    expect(asked).not.toContain('4111');
    expect(asked).toContain('Customer Ada (pro) wrote');
    expect(asked).toContain('found Charged twice {{inputs.dry_run}} billing');
    expect(asked).not.toContain(token);
  });

  test('that is rejected fails, and sends nothing', async () => {
    await using crm = await startCrm();
    await using simulator = await startSimulator({ profile: exampleModels() });
    const example = { folder: exampleProject(crm), simulator };
    await runExample(example, { ticket, dry_run: false });
    const { code, stdout } = await approve(example, '--reject');
    const run = JSON.parse(stdout);
    expect([code, run.status, run.error.type]).toEqual([1, 'failed', 'rejected']);
    expect(run.error.instance).toBe('/steps/7');
    expect(run.steps.send?.status ?? 'skipped').not.toBe('succeeded');
    // What does not depend on the failure is reported.
    expect(run.outputs).toMatchObject({ category: 'billing', reply: goodReply });
    expect(crm.arrived.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('skips, defaults and fallback', { timeout: 120_000 }, () => {
  test('a dry run of an easy ticket: no articles, no approval, nothing sent, each skip with its reason', async () => {
    await using crm = await startCrm();
    const profile = exampleModels({ category: 'other', severity: 'low', orderIds: [], confidence: 0.95 });
    await using simulator = await startSimulator({ profile });
    const { code, stdout } = await runExample({ folder: exampleProject(crm), simulator }, { ticket });
    const run = JSON.parse(stdout);
    expect([code, run.status]).toEqual([0, 'succeeded']);
    expect(run.outputs).toMatchObject({ category: 'other', orders: [], escalated: false, sent: false });
    expect(statuses(run)).toMatchObject({ articles: 'skipped', approve: 'skipped', send: 'skipped' });
    expect(run.steps.draft).toMatchObject({ model: 'cheap', attempts: 1 });
    expect(run.steps.articles.skip).toMatchInlineSnapshot(`
      {
        "why": "condition",
      }
    `);
    expect(run.steps.send.skip).toMatchInlineSnapshot(`
      {
        "why": "condition",
      }
    `);
    expect(crm.arrived.map(({ method }) => method)).toEqual(['GET']);
    const draft = simulator
      .requests()
      .map(({ body }) => JSON.stringify(body))
      .find((body) => body.includes('Customer Ada'));
    expect(draft).not.toContain('Sources');
  });

  test('a CRM that fails: asked three times, then the default; the error is kept', async () => {
    await using crm = await startCrm((request) => (request.method === 'GET' ? { status: 503 } : crmAnswer(request)));
    await using simulator = await startSimulator({ profile: exampleModels({ severity: 'low', confidence: 0.95 }) });
    const { code, stdout } = await runExample({ folder: exampleProject(crm), simulator }, { ticket });
    const run = JSON.parse(stdout);
    expect([code, run.status]).toEqual([0, 'succeeded']);
    expect(run.steps.customer).toMatchObject({ status: 'succeeded', attempts: 3 });
    expect(run.steps.customer.error).toMatchObject({ type: expect.stringMatching(/overloaded|server_error/u) });
    expect(
      simulator
        .requests()
        .map(({ body }) => JSON.stringify(body))
        .join(''),
    ).toContain('Customer unknown (free)');
  });

  test('a customer of a tier that the schema does not know is no customer', async () => {
    await using crm = await startCrm(() => ({ status: 200, body: { name: 'Ada', tier: 'gold' } }));
    await using simulator = await startSimulator({ profile: exampleModels({ severity: 'low', confidence: 0.95 }) });
    const { stdout } = await runExample({ folder: exampleProject(crm), simulator }, { ticket });
    expect(JSON.parse(stdout).steps.customer).toMatchObject({
      status: 'succeeded',
      attempts: 1,
      error: { type: 'invalid_output' },
    });
  });

  test('a cheap model that is down: the chain goes on with the backup', async () => {
    await using crm = await startCrm();
    const faults = [{ kind: 'error_401', on_request: [1] }];
    await using simulator = await startSimulator({
      profile: exampleModels({ severity: 'low', confidence: 0.95, faults }),
    });
    const { code, stdout } = await runExample({ folder: exampleProject(crm), simulator }, { ticket });
    const run = JSON.parse(stdout);
    expect([code, run.status]).toEqual([0, 'succeeded']);
    expect(run.steps.classify).toMatchObject({ model: 'backup', model_id: 'google/gemini-2.5-flash', attempts: 2 });
  });
});

test('a ticket that breaks its schema is refused before anything is called', { timeout: 60_000 }, async () => {
  await using crm = await startCrm();
  await using simulator = await startSimulator({ profile: exampleModels() });
  const { code, stdout, stderr } = await runExample(
    { folder: exampleProject(crm), simulator },
    { ticket: { ...ticket, customer_id: '42' } },
  );
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('customer_id');
  expect([crm.arrived.length, simulator.stats().total]).toEqual([0, 0]);
});
