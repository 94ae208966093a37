import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * 10,000 one-step cases against the simulator at 0 ms, stored, beside a bare loop of the same SDK calls:
 * CPU and peak memory as ratios in one run. `node --conditions=source bench/eval-overhead.ts [cases]`
 */
const cases = Number(process.argv[2] ?? 10_000);
const root = resolve(import.meta.dirname, '..');
const main = join(root, 'packages/cli/dist/main.js');
const usageHook = join(root, 'bench/report-usage.ts');
const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'));

interface Used {
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly wallMs: number;
}

writeProject();
const { url, child } = await startSimulator();
try {
  const bare = await measure('bare', [join(root, 'bench/bare-sdk-loop.ts'), `${url}/v1`, String(cases), '20']);
  const ours = await measure('sluice', [
    main,
    'eval',
    'eval.yaml',
    '--simulate',
    url,
    '--yes',
    '--quiet',
    '--no-cache',
  ]);
  const again = await measure('sluice, answers cached', [
    main,
    'eval',
    'eval.yaml',
    '--simulate',
    'profile.yaml',
    '--yes',
    '--quiet',
  ]);
  const warm = await measure('sluice, all from cache', [
    main,
    'eval',
    'eval.yaml',
    '--simulate',
    'profile.yaml',
    '--yes',
    '--quiet',
  ]);
  const line = (name: string, used: Used): string =>
    `${name.padEnd(26)} ${(used.cpuMs / cases).toFixed(3)} ms CPU a case, ${used.peakMb.toFixed(0)} MB peak, ${(used.wallMs / 1000).toFixed(1)} s`;
  process.stdout.write(
    [
      `${cases} one-step cases, simulator at 0 ms, 20 at once`,
      line('bare SDK loop', bare),
      line('sluice eval', ours),
      line('sluice eval, in-process sim', again),
      line('sluice eval, warm cache', warm),
      `ratio of CPU ${(ours.cpuMs / bare.cpuMs).toFixed(2)}x, memory above the bare loop ${(ours.peakMb - bare.peakMb).toFixed(0)} MB`,
      '',
    ].join('\n'),
  );
} finally {
  child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}

function writeProject(): void {
  const files = {
    'profile.yaml':
      'name: echo\ntokens: approximate\nanswers:\n  - { match: { regex: "Say (case-\\\\d+)" }, echo: true }\n',
    'echo.yaml': [
      'version: 1',
      'name: echo',
      'inputs: { text: { type: string } }',
      'steps:',
      '  - { id: answer, prompt: { model: openai/gpt-5.4-mini, user: "Say {{inputs.text}}" } }',
      'outputs: { answer: "${ steps.answer.output.text }" }',
      '',
    ].join('\n'),
    'eval.yaml': [
      'version: 1',
      'name: bench',
      'pipeline: ./echo.yaml',
      'dataset: { path: ./rows.jsonl, id: "${ row.id }" }',
      'inputs: { text: "${ row.id }" }',
      'scorers: [ { id: said, contains: { expected: "${ row.id }" } } ]',
      '',
    ].join('\n'),
    'rows.jsonl': `${Array.from({ length: cases }, (_, index) => JSON.stringify({ id: `case-${index}` })).join('\n')}\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

async function startSimulator(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const args = [main, 'simulate', '--profile', join(folder, 'profile.yaml'), '--quiet'];
  const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const first = await new Promise<string>((found) => createInterface({ input: started.stdout }).once('line', found));
  return { url: first.trim(), child: started };
}

async function measure(name: string, args: readonly string[]): Promise<Used> {
  const usage = join(folder, `${name.replace(/\W+/gu, '-')}.json`);
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', usageHook, ...args], {
    cwd: folder,
    env: { ...process.env, BENCH_USAGE: usage },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  const used = JSON.parse(readFileSync(usage, 'utf8')) as Omit<Used, 'wallMs'>;
  return { ...used, wallMs: performance.now() - started };
}
