// Runs on the Node and npm of a fresh machine (Node 20): installs the workspace, then builds it.
// Everything after it runs on the Node 24 that the install put into node_modules/.bin.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.sluice-installed');
const lockfile = join(root, 'pnpm-lock.yaml');

if (!isInstalled()) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devEngines.packageManager;
  run('npx', ['-y', `pnpm@${version}`, 'install', '--frozen-lockfile', '--config.engine-strict=false'], 'install');
  writeFileSync(stamp, readFileSync(lockfile));
}
// Not through turbo, which wants a pnpm on the PATH: a fresh machine has none.
run(join(modules, '.bin', 'tsc'), ['-b', 'packages/cli'], 'build');

function isInstalled() {
  return (
    existsSync(stamp) &&
    existsSync(join(modules, '.bin', 'node')) &&
    statSync(lockfile).size === statSync(stamp).size &&
    readFileSync(lockfile).equals(readFileSync(stamp))
  );
}

/** Quiet when all is well; everything it said when not. */
function run(command, args, what) {
  process.stderr.write(`${what} ... `);
  const started = Date.now();
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      PATH: `${join(modules, '.bin')}:${process.env.PATH}`,
      // An npm script's own settings would make pnpm believe that it was called by npm.
      npm_config_user_agent: '',
    },
  });
  if (done.status !== 0) {
    process.stderr.write(
      `failed\n${done.stdout ?? ''}${done.stderr ?? ''}${done.error ? `${done.error.message}\n` : ''}`,
    );
    process.exit(done.status ?? 1);
  }
  process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}
