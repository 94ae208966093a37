import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const binary = '/usr/local/bin/postgres';

/** A real PostgreSQL server on loopback, made for one test file; `undefined` where none is installed. */
export async function localPostgres(password: string): Promise<LocalPostgres | undefined> {
  if (!existsSync(binary)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sluice-pg-'));
  chmodSync(folder, 0o711);
  const data = join(folder, 'data');
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
  const options = { ...user, env, cwd: folder, stdio: 'pipe' as const };
  const pwfile = join(folder, 'password');
  execFileSync('/bin/sh', ['-c', 'umask 077; printf %s "$1" > "$2"', 'sh', password, pwfile], options);
  const initdb = join(dirname(realpathSync(binary)), 'initdb');
  execFileSync(initdb, ['-D', data, '-A', 'scram-sha-256', '-U', 'tester', '--pwfile', pwfile, '--no-sync'], options);
  const port = await freePort();
  const flags = [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'fsync=off',
  ];
  const server = spawn(realpathSync(binary), flags, { ...user, env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  await ready(server);
  const url = `postgres://tester:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface LocalPostgres extends AsyncDisposable {
  readonly url: string;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.on('data', (data: Buffer) => {
      log += data.toString();
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`postgres did not start: ${log}`)));
  });
}
