// The main job on real parts, without a key: a simulator, an eval across three SDKs, gates, reports.
// Plain JavaScript for the Node of a fresh machine; sluice itself runs on the Node 24 that the install brings.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const sluice = join(root, 'node_modules', '.bin', 'sluice');
const folder = join(root, 'demo-output');
const profile = 'evals/profiles/support-triage.yaml';

const bootstrap = spawnSync(process.execPath, [join(root, 'scripts', 'bootstrap.js')], { stdio: 'inherit' });
if (bootstrap.status !== 0) process.exit(bootstrap.status ?? 1);
mkdirSync(folder, { recursive: true });

const simulator = spawn(sluice, ['simulate', '--profile', profile], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
simulator.on('error', fail);
try {
  const url = await firstLine(simulator.stdout);
  say(`\n1. One ticket through three SDKs (simulated models at ${url})`);
  for (const model of ['openai/gpt-5.4-mini', 'anthropic/claude-haiku-5-5', 'google/gemini-3.8-flash']) {
    const run = call([
      'run',
      'pipelines/support-triage.yaml',
      '--input',
      'datasets/support-triage/one-ticket.json',
      '--simulate',
      url,
      '--model',
      `cheap=${model}`,
      '--model',
      `writer=${model}`,
      '--json',
      '--quiet',
    ]);
    const { outputs, cost_usd: cost } = JSON.parse(run.stdout);
    say(`   ${model.padEnd(28)} ${outputs.category}, ${outputs.severity}, $${cost.toFixed(6)}`);
  }
  say('\n2. An evaluation of three variants, with gates');
  const args = ['eval', 'evals/support-triage.yaml', '--simulate', url, '--yes'];
  const evaluation = call([...args, '--output', 'demo-output/report.md', '--output', 'demo-output/report.json'], [1]);
  process.stderr.write(evaluation.stderr);
  process.stdout.write(evaluation.stdout);
  say(`\n3. Exit code ${evaluation.status}: one gate passes, one fails, one needs more cases; a failed gate decides.`);
  const verified = call(['verify', 'demo-output/report.json']);
  say(`   ${verified.stdout.trim()}`);
  say('   Reports: demo-output/report.md, demo-output/report.json');
} finally {
  simulator.kill('SIGTERM');
}

function call(args, expected = [0]) {
  const done = spawnSync(sluice, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (done.error) fail(done.error);
  if (!expected.includes(done.status)) {
    process.stderr.write(`${done.stdout}${done.stderr}`);
    fail(new Error(`sluice ${args.slice(0, 2).join(' ')} ended with ${done.status}`));
  }
  return done;
}

function firstLine(stream) {
  return new Promise((found) => createInterface({ input: stream }).once('line', found));
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function fail(error) {
  process.stderr.write(`demo: ${error.message}\n`);
  simulator.kill('SIGTERM');
  process.exit(1);
}
