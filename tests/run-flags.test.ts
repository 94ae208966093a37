import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sluice, startSluice, temporaryFolder } from './support/sluice.ts';

const pipeline = `version: 1
name: send
inputs: { items: { type: array, items: { type: string } } }
models: { a: { use: anthropic/claude-sonnet-5 }, m: { use: openai/gpt-5.4-mini }, f: { fallback: [a, m] } }
tools:
  out: { file: { root: ., mode: read_write } }
steps:
  - id: each
    map:
      over: \${ inputs.items }
      as: item
      concurrency: 4
      steps:
        - id: say
          prompt: { model: f, user: "Write about {{item}}" }
      output: \${ steps.say.output.text }
  - id: save
    tool: out
    with: { operation: write, path: saved.txt, content: "\${ steps.each.output[0] }" }
outputs: { all: "\${ steps.each.output }", saved: "\${ steps.save.output }", cost: "\${ steps.each.usage.cost_usd }" }
`;

function project(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  const profile = "answers: [{ match: { regex: '(cat|dog)' }, text: good day from mia@example.com }]\n";
  for (const [name, text] of Object.entries({ 'profile.yaml': profile, ...files }))
    writeFileSync(join(folder, name), text);
  return folder;
}

test('a recorded run is replayed to the byte, offline, and asks nothing new', { timeout: 60_000 }, async () => {
  const cwd = project({ 'p.yaml': pipeline });
  const run = (...flags: readonly string[]) =>
    sluice(['run', 'p.yaml', '-i', 'items=["cat","dog","cat"]', ...flags], { cwd });
  const recorded = await run('--simulate', 'profile.yaml', '--record', 'run.jsonl');
  expect([recorded.code, recorded.stderr]).toEqual([0, '']);
  const lines = readFileSync(join(cwd, 'run.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[0]).toEqual({ type: 'recording', schema: 'sluice/recording/v1', pipeline: 'send', redact: [] });
  expect(
    lines
      .filter(({ type }) => type === 'model-answer')
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['each[0]/say', 'each[1]/say', 'each[2]/say']);
  expect(lines.filter(({ type }) => type === 'tool-answer')).toHaveLength(1);

  rmSync(join(cwd, 'saved.txt'));
  const [replayed, other] = await Promise.all([
    run('--replay', 'run.jsonl'),
    sluice(['run', 'p.yaml', '-i', 'items=["bird"]', '--replay', 'run.jsonl'], { cwd }),
  ]);
  expect(replayed).toEqual(recorded);
  expect(existsSync(join(cwd, 'saved.txt'))).toBe(false);
  expect(other.code).toBe(1);
  expect(other.stderr).toContain('error replay/unrecorded-call: step say: each[0]/say asks anthropic/claude-sonnet-5');
});

test('secrets and what --redact matches are not written; the rest still replays', { timeout: 60_000 }, async () => {
  const cwd = project({ 'p.yaml': pipeline });
  const args = ['run', 'p.yaml', '-i', 'items=["cat"]'];
  const env = { SHOP_TOKEN: 'good day from' };
  const recorded = await sluice(
    [...args, '--simulate', 'profile.yaml', '--record', 'run.jsonl', '--redact', '[a-z]+@example\\.com'],
    { cwd, env },
  );
  expect(recorded.stdout).toContain('mia@example.com');
  const text = readFileSync(join(cwd, 'run.jsonl'), 'utf8');
  expect(text).toContain('[secret] [redacted]');
  expect(text).not.toMatch(/mia@|good day/u);
  const replayed = await sluice([...args, '--replay', 'run.jsonl'], { cwd, env });
  expect([replayed.code, JSON.parse(replayed.stdout).all]).toEqual([0, ['[secret] [redacted]']]);
});

const approvals = `version: 1
name: ask
inputs: { wait: { type: string, default: x } }
steps:
  - id: ok
    approval: { message: "Go on?", timeout: TIMEOUT, on_timeout: reject }
  - id: who
    needs: [ok]
    approval: { message: "Who?", schema: { type: object, required: [name], properties: { name: { type: string } } } }
outputs: { who: "\${ steps.who.output.name }" }
`;

test('an approval is answered by another process, which goes on with the run', { timeout: 60_000 }, async () => {
  const cwd = project({ 'ask.yaml': approvals.replace('TIMEOUT', '1h') });
  const started = await sluice(['run', 'ask.yaml', '--json'], { cwd });
  const { run, status, waiting } = JSON.parse(started.stdout);
  expect([started.code, status, waiting]).toEqual([
    0,
    'waiting',
    [{ step: 'ok', message: 'Go on?', deadline: expect.any(String), on_timeout: 'reject' }],
  ]);
  expect(started.stderr).toContain(`sluice approve ${run} ok [--reject]`);
  const typo = await sluice(['approve', run, 'okk'], { cwd });
  expect([typo.code, typo.stderr]).toEqual([2, expect.stringContaining('did you mean "ok"?')]);
  const first = await sluice(['approve', 'last', 'ok'], { cwd });
  expect([first.code, first.stdout]).toEqual([0, '']);
  expect(first.stderr).toContain('who waits for an approval: Who?');
  const [none, wrong] = [
    await sluice(['approve', run, 'who'], { cwd }),
    await sluice(['approve', run, 'who', '--answer', '{"name":1}'], { cwd }),
  ];
  expect([none.code, wrong.code]).toEqual([2, 2]);
  expect(wrong.stderr).toContain('cli/bad-answer: the answer does not fit: /name must be string');
  const last = await sluice(['approve', run, 'who', '--answer', '{"name":"mia"}'], { cwd });
  expect([last.code, JSON.parse(last.stdout)]).toEqual([0, { who: 'mia' }]);
  expect((await sluice(['approve', run, 'who'], { cwd })).stderr).toContain('approval/not-waiting');
});

test('a rejection fails the run; an answer after the deadline is refused and the run ends as it says', {
  timeout: 60_000,
}, async () => {
  const cwd = project({
    'ask.yaml': approvals.replace('TIMEOUT', '1h'),
    'soon.yaml': approvals.replace('TIMEOUT', '1s'),
  });
  await sluice(['run', 'ask.yaml', '--quiet'], { cwd });
  const rejected = await sluice(['approve', 'last', 'ok', '--reject'], { cwd });
  expect([rejected.code, rejected.stderr]).toEqual([1, expect.stringContaining('failure/rejected')]);
  const { stdout } = await sluice(['run', 'soon.yaml', '--json'], { cwd });
  const { run, waiting } = JSON.parse(stdout);
  await wait(Math.max(0, Date.parse(waiting[0].deadline) - Date.now()) + 1);
  const late = await sluice(['approve', run, 'ok'], { cwd });
  expect([late.code, late.stderr]).toEqual([2, expect.stringContaining('approval/too-late')]);
  const resumed = await sluice(['run', 'soon.yaml', '--resume', run], { cwd });
  expect([resumed.code, resumed.stderr]).toEqual([1, expect.stringContaining('ok was rejected by timeout')]);
});

test('fmt writes the house form and keeps comments; --check lists and changes nothing', {
  timeout: 60_000,
}, async () => {
  const messy =
    '# why\nsteps:\n    - transform: { set: { a: "${ 1 }" } }\n      id: one # first\nname: messy\nversion: 1\n';
  const cwd = project({ 'messy.yaml': messy });
  const check = await sluice(['fmt', '--check'], { cwd });
  expect([check.code, check.stdout]).toEqual([1, 'messy.yaml\n']);
  expect(readFileSync(join(cwd, 'messy.yaml'), 'utf8')).toBe(messy);
  expect((await sluice(['fmt'], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, 'messy.yaml'), 'utf8')).toMatchInlineSnapshot(`
    "version: 1
    name: messy
    # why
    steps:
      - id: one # first
        transform: { set: { a: "\${ 1 }" } }
    "
  `);
  const again = await sluice(['fmt', '--check'], { cwd });
  expect([again.code, again.stdout]).toEqual([0, '']);
  writeFileSync(join(cwd, 'messy.yaml'), 'steps: [\n');
  expect((await sluice(['fmt', 'messy.yaml'], { cwd })).code).toBe(2);
  expect(readdirSync(cwd).sort()).toEqual(['messy.yaml', 'profile.yaml']);
});

test('validate --watch checks again after a change, and Ctrl-C ends it with 0', { timeout: 60_000 }, async () => {
  const good = 'version: 1\nname: w\nsteps:\n  - id: a\n    transform: { set: { a: 1 } }\n';
  const cwd = project({ 'w.yaml': good });
  const { child, finished } = startSluice(['validate', 'w.yaml', '--watch'], { cwd });
  let told = '';
  const says = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (told.includes(text)) resolve();
        else setTimeout(look, 20);
      };
      look();
    });
  child.stderr?.on('data', (text: string) => {
    told += text;
  });
  await says('1 file, 0 errors\nwatching for changes');
  writeFileSync(join(cwd, 'w.yaml'), good.replace('transform', 'transfrom'));
  await says('did you mean "transform"?');
  told = '';
  writeFileSync(join(cwd, 'w.yaml'), good);
  await says('1 file, 0 errors\nwatching for changes');
  child.kill('SIGINT');
  expect((await finished).code).toBe(0);
});

test.each([
  ['--assume-done', 1],
  ['--retry', 2],
] as const)('an interrupted write is a person’s to decide: %s', { timeout: 60_000 }, async (flag, expected) => {
  let writes = 0;
  const server = createServer((_request, response) => {
    writes += 1;
    // The first is never answered.
    if (writes > 1) response.setHeader('content-type', 'application/json').end('{"done":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const cwd = project({
    'write.yaml': `version: 1
name: write
tools:
  shop: { http: { base_url: "http://127.0.0.1:${port}", allow_hosts: ["127.0.0.1"] } }
steps:
  - id: send
    tool: shop
    with: { method: POST, path: /orders, body: { n: 1 } }
outputs: { sent: "\${ steps.send.status }" }
`,
  });
  const { child, finished } = startSluice(['run', 'write.yaml'], { cwd });
  while (writes === 0) await wait(10);
  child.kill('SIGKILL');
  await finished;
  const { runs } = JSON.parse((await sluice(['runs', '--json'], { cwd })).stdout);
  const resume = (...flags: readonly string[]) =>
    sluice(['run', 'write.yaml', '--resume', runs[0].id, ...flags], { cwd });
  const asked = await resume();
  expect([asked.code, writes]).toEqual([1, 1]);
  expect(asked.stderr).toContain('resume/unknown-write');
  expect(asked.stderr).toContain('--assume-done send or --retry send');
  const decided = await resume(flag, 'send');
  expect([decided.code, JSON.parse(decided.stdout), writes]).toEqual([0, { sent: 'succeeded' }, expected]);
  server.closeAllConnections();
  server.close();
});
