import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject, OpenTool } from '@sluice/core';
import { describe, expect, test } from 'vitest';
import { callTool, failureOf, testHost, toolSpec } from '../testing/tool-under-test.ts';
import { type ExecToolOptions, execTool } from './exec-tool.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-exec-')));
mkdirSync(join(root, 'sub'));
writeFileSync(
  join(root, 'tree.sh'),
  `#!/bin/sh\n(trap '' TERM; sleep 60 & echo $! > ${root}/grandchild; wait) &\nsleep 60\n`,
  { mode: 0o755 },
);
const allow = ['cat', 'sh', 'env', 'pwd', 'yes', 'printf', 'no-such-program', './tree.sh'];

describe('a program', () => {
  test('is started without a shell: its arguments are only arguments', async () => {
    const tool = await open({});
    const words = ['$(touch /tmp/owned)', '; touch owned', '`id`', '&& ls', '*', '-n', "'"];
    const output = await callTool(tool, { argv: ['printf', '%s\\n', ...words] });
    expect(output).toEqual({ stdout: `${words.join('\n')}\n`, stderr: '', exit_code: 0 });
    expect(existsSync(join(root, 'owned'))).toBe(false);
  });

  test('reads what it is given, and writes text or JSON', async () => {
    const tool = await open({});
    expect(await callTool(tool, { argv: ['cat'], stdin: 'é' })).toMatchObject({ stdout: 'é' });
    expect(await callTool(tool, { argv: ['cat'], stdin: '{"a":1,"__proto__":{}}', output: 'json' })).toEqual({
      stdout: { a: 1 },
      stderr: '',
      exit_code: 0,
    });
    expect(await failureOf(callTool(tool, { argv: ['cat'], stdin: '{', output: 'json' }))).toMatchObject({
      code: 'exec/not-json',
    });
    expect(await callTool(tool, { argv: ['printf', 'x'], stdin: 'y'.repeat(1_000_000) })).toMatchObject({
      stdout: 'x',
    });
  });

  test('sees a clean environment, its secrets, and its folder', async () => {
    const environment = { PATH: '/usr/bin:/bin', OPENAI_API_KEY: 'sk-hidden', LANG: 'C' };
    const tool = await open({ env: { TOKEN: 'CRM_TOKEN' }, cwd: './sub' }, { environment });
    const { stdout } = (await callTool(tool, { argv: ['env'] })) as { stdout: string };
    expect(stdout.trim().split('\n').toSorted()).toEqual(['LANG=C', 'PATH=/usr/bin:/bin', 'TOKEN=t0ken']);
    expect(await callTool(tool, { argv: ['pwd'] })).toMatchObject({ stdout: `${join(root, 'sub')}\n` });
    const signal = new AbortController().signal;
    const keyed = await tool.call(
      { arguments: { argv: ['sh', '-c', 'echo $IDEMPOTENCY_KEY'] }, idempotencyKey: 'k1' },
      { signal },
    );
    expect(keyed).toMatchObject({ stdout: 'k1\n' });
  });

  test('that fails says how, with secrets masked', async () => {
    const tool = await open({ env: { TOKEN: 'CRM_TOKEN' } });
    expect(
      await failureOf(callTool(tool, { argv: ['sh', '-c', 'echo first >&2; echo "no: $TOKEN" >&2; exit 3'] })),
    ).toEqual({
      type: 'tool',
      code: 'exec/exit-code',
      title: 'program failed',
      detail: 'tested: sh ended with exit code 3: no: ***',
    });
    expect(await failureOf(callTool(tool, { argv: ['no-such-program'] }))).toMatchObject({ code: 'exec/cannot-start' });
    expect(await failureOf(callTool(tool, { argv: ['sh', '-c', 'kill -9 $$'] }))).toMatchObject({
      detail: 'tested: sh was ended by SIGKILL',
    });
  });
});

describe('the border', () => {
  test('programs are off unless they are allowed', async () => {
    const opened = execTool()(toolSpec('exec', { allow }), testHost(root, {}, false));
    expect(await failureOf(opened)).toMatchObject({
      code: 'exec/not-allowed',
      hint: expect.stringContaining('--allow-exec'),
    });
  });

  test('only those of the list, by exactly that name', async () => {
    const tool = await open({ allow: ['cat'] });
    for (const name of ['sh', '/bin/cat', './cat', 'CAT', 'cat ', '']) {
      expect(await failureOf(callTool(tool, { argv: [name] }))).toMatchObject({ code: 'exec/not-in-allow' });
    }
    expect(await failureOf(callTool(tool, { argv: ['cat', 'a\0b'] }))).toMatchObject({ code: 'exec/bad-argument' });
    expect(await failureOf(open({ cwd: '..' }))).toMatchObject({ code: 'exec/outside-root' });
  });

  test('too much output ends the program', async () => {
    const tool = await open({ max_bytes: 10_000 });
    expect(await failureOf(callTool(tool, { argv: ['yes'] }))).toMatchObject({ code: 'exec/too-much-output' });
  });

  test('time ends the whole tree of processes', async () => {
    const tool = await open({}, { timeoutMs: 1500 });
    expect(await failureOf(callTool(tool, { argv: ['./tree.sh'] }))).toMatchObject({ type: 'timeout' });
    const grandchild = Number(readFileSync(join(root, 'grandchild'), 'utf8'));
    await expect.poll(() => isAlive(grandchild), { timeout: 5000 }).toBe(false);
    const controller = new AbortController();
    const call = tool.call({ arguments: { argv: ['cat', '/dev/zero'] } }, { signal: controller.signal });
    controller.abort();
    expect(await failureOf(call)).toMatchObject({ type: 'cancelled' });
  });
});

function isAlive(pid: number): boolean {
  try {
    // A zombie that nobody has collected yet is dead.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function open(config: JsonObject, options: ExecToolOptions = {}): Promise<OpenTool> {
  const spec = toolSpec('exec', { allow, ...config }, join(root, 'pipeline.yaml'));
  return execTool(options)(spec, testHost(root, { CRM_TOKEN: 't0ken' }, true));
}
