import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CallOptions, type Finished, repository, sluice, temporaryFolder } from './support/sluice.ts';

const ticket = join(repository, 'datasets/support-triage/one-ticket.json');
const ansi = '\u001B[';

async function outcomes(calls: readonly (readonly string[])[], options: CallOptions = {}): Promise<readonly string[]> {
  const finished: Finished[] = [];
  // Two at a time: each is a process.
  for (let next = 0; next < calls.length; next += 2) {
    finished.push(...(await Promise.all(calls.slice(next, next + 2).map((args) => sluice(args, options)))));
  }
  return finished.map(({ code, stdout, stderr }) => `${code} ${stdout}${stderr}`.replaceAll(repository, '').trim());
}

function broken(name: string, text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), text);
  return folder;
}

test('what is typed wrong gets a code, a hint and exit 2, and nothing is called', { timeout: 60_000 }, async () => {
  expect(
    await outcomes([
      ['foo'],
      ['validte'],
      ['run', 'x.yaml', '--modle', 'a=b/c'],
      ['runs', 'lst'],
      ['run'],
      ['schema', 'pipelin'],
      ['validate', '--format', 'jsn'],
      ['eval', 'evals/support-triage.yaml', '--limit', 'ten'],
      ['run', 'nope.yaml'],
      ['run', 'pipelines/support-triage.yaml', '-i', 'tiket=1'],
      ['run', 'x.yaml', '--retry', 'send'],
      ['--config', 'no/such.yaml', 'models'],
      ['run', 'pipelines/support-triage.yaml', '-i', 'ticket=@no/such.json'],
      ['run', 'pipelines/support-triage.yaml', '--input', 'no/such.jsonl'],
      ['run', 'pipelines/support-triage.yaml', '--simulate', 'no/such.yaml'],
      ['test', 'pipelines/kb'],
    ]),
  ).toMatchInlineSnapshot(`
    [
      "2 error cli/unknown-command: unknown command 'foo'
      hint: sluice --help shows what there is",
      "2 error cli/unknown-command: unknown command 'validte'
      hint: did you mean validate?",
      "2 error cli/unknown-flag: unknown option '--modle'
      hint: did you mean --model?",
      "2 error cli/unknown-command: runs has no command lst
      hint: did you mean "list"?",
      "2 error cli/missing-argument: missing required argument 'pipeline'
      hint: sluice run --help shows what there is",
      "2 error cli/unknown-schema: no schema is named pipelin
      hint: did you mean "pipeline"?",
      "2 error cli/unknown-format: no format is named jsn
      hint: did you mean "json"?",
      "2 error cli/bad-flag: --limit takes a whole number from 1 up, not \`ten\`",
      "2 error cli/no-file: cannot read nope.yaml",
      "2 error cli/unknown-input: support-triage has no input tiket
      hint: did you mean "ticket"?",
      "2 error cli/bad-flag: --assume-done and --retry say what to do with a run that is taken up again
      hint: add --resume RUN",
      "2 error cli/no-file: cannot read /no/such.yaml",
      "2 error cli/no-file: cannot read no/such.json",
      "2 error cli/no-file: cannot read no/such.jsonl",
      "2 error simulator/invalid-profile: the simulator profile no/such.yaml is invalid:
      - ENOENT: no such file or directory, open 'no/such.yaml'
      hint: --simulate takes a profile or the address of a simulator",
      "2 error cli/no-tests: no *.test.yaml in pipelines/kb
      hint: write one beside a pipeline: x.test.yaml",
    ]
  `);
});

test('a broken configuration is shown with its place', async () => {
  const folder = broken('sluice.config.yaml', 'version: 1\nprovidrs: {}\nconfirm_above_usd: much\n');
  const [listed, validated] = await outcomes([['models'], ['validate']], { cwd: folder });
  expect(listed).toMatchInlineSnapshot(`
    "2 sluice.config.yaml:2:1 - error schema/unknown-key: unknown key \`providrs\`

      2 | providrs: {}
        | ^^^^^^^^
      hint: did you mean "providers"?

    sluice.config.yaml:3:20 - error schema/wrong-type: expected a number, found the text "much"

      3 | confirm_above_usd: much
        |                    ^^^^
      hint: Ask before a run that may cost more. Default 1.00"
  `);
  expect(validated).toContain('sluice.config.yaml:2:1 - error schema/unknown-key');
});

test('a missing key ends with 5 and says which variable to set', async () => {
  const args = ['run', 'pipelines/support-triage.yaml', '--input', ticket, '--store', temporaryFolder()];
  const { code, stdout, stderr } = await sluice(args);
  expect([code, stdout]).toEqual([5, '']);
  expect(stderr).toContain('provider/no-key: step classify: the environment has no OPENAI_API_KEY');
  expect(stderr).toContain('hint: set OPENAI_API_KEY, or try without a key: --simulate');
});

test('--env-file gives variables; one that cannot be read is a usage error', async () => {
  const folder = broken('keys.env', 'OPENAI_API_KEY=test-key-of-no-use\n');
  const doctor = await sluice(['--env-file', join(folder, 'keys.env'), 'doctor', '--json'], { cwd: folder });
  expect(doctor.stdout).toContain('OPENAI_API_KEY is set');
  expect(doctor.stdout).not.toContain('test-key-of-no-use');
  // Node itself looks for `--env-file` up to a `--`, and ends with 9 where there is no such file.
  const { code, output } = await runNode(['--', 'packages/cli/bin/sluice.js', '--env-file', 'nope.env', 'validate']);
  expect([code, output]).toEqual([2, 'error cli/no-env-file: cannot read nope.env\n']);
});

test('a Node that is too old is told so', async () => {
  const old = await oldNode();
  if (old === undefined) {
    console.log('skipped: PATH has no Node older than 24');
    return;
  }
  const { code, output } = await runNode([join(repository, 'packages/cli/bin/sluice.js'), '--help'], old);
  expect(code).toBe(2);
  expect(output).toMatch(/^error cli\/node-too-old: sluice needs Node 24 or newer, this is \d/u);
  expect(output).not.toContain('SyntaxError');
});

describe('colour', () => {
  const folder = broken('bad.yaml', 'version: 1\nname: bad\nsteps:\n  - id: a\n    promt: {}\n');
  const validate = (env: Record<string, string>): Promise<Finished> =>
    sluice(['validate', 'bad.yaml'], { cwd: folder, env });

  test('none in a pipe, with NO_COLOR, with TERM=dumb; some with FORCE_COLOR', { timeout: 60_000 }, async () => {
    const [pipe, none, dumb, forced, both] = await Promise.all([
      validate({ NO_COLOR: '' }),
      validate({ NO_COLOR: '1' }),
      validate({ NO_COLOR: '', TERM: 'dumb' }),
      validate({ NO_COLOR: '', FORCE_COLOR: '1' }),
      validate({ NO_COLOR: '1', FORCE_COLOR: '1' }),
    ]);
    expect([pipe, none, dumb, forced, both].map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect([pipe, none, dumb, both].filter(({ stderr }) => stderr.includes(ansi))).toEqual([]);
    expect(forced.stderr).toContain(ansi);
    expect(pipe.stderr).toContain('did you mean "prompt"?');
  });
});

test('--quiet leaves data and errors', async () => {
  const folder = broken('bad.yaml', 'version: 1\nname: bad\nsteps: []\n');
  const [fine, wrong] = await Promise.all([
    sluice(['validate', 'pipelines', '--quiet']),
    sluice(['validate', 'bad.yaml', '--quiet'], { cwd: folder }),
  ]);
  expect(fine).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(wrong.stderr).toContain('schema/invalid-value');
});

test('a reader that goes away early is no error', async () => {
  const { code, output } = await runNode(
    ['-c', `"${join(repository, 'node_modules/.bin/sluice')}" schema pipeline | head -1; echo "\${PIPESTATUS[0]}"`],
    'bash',
  );
  expect([code, output]).toEqual([0, '{\n0\n']);
});

test('help of the program and of a command', async () => {
  const [all, run] = await Promise.all([sluice(['--help']), sluice(['run', '--help'])]);
  expect([all.code, run.code, all.stderr, run.stderr]).toEqual([0, 0, '', '']);
  for (const command of ['validate', 'test', 'fmt', 'run', 'approve', 'eval', 'gate']) {
    expect(all.stdout).toContain(`  ${command} `);
  }
  expect(run.stdout).toContain('Examples:\n  $ sluice run');
});

async function oldNode(): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const node = join(folder, 'node');
    if (existsSync(node) && /^v(?:1\d|2[0-3])\./u.test((await runNode(['--version'], node)).output)) return node;
  }
  return undefined;
}

/** A process besides `sluice`: both its streams as one text. */
function runNode(
  args: readonly string[],
  program: string = process.execPath,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, { cwd: repository, env: { ...process.env, NO_COLOR: '1' } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, output }));
  });
}
