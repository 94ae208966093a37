import { spawn } from 'node:child_process';

export interface ProgramOptions {
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  /** Of both outputs together. */
  readonly maxBytes: number;
}

export interface EndedProgram {
  readonly stdout: string;
  readonly stderr: string;
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** It was stopped because it wrote more than `maxBytes`. */
  readonly tooMuch: boolean;
}

/**
 * Runs a program without a shell, in a process group of its own: when `signal` aborts, the whole group is ended
 * (SIGTERM, a second later SIGKILL) and this rejects. Rejects too when the program cannot be started.
 */
export function runProgram(
  argv: readonly string[],
  options: ProgramOptions,
  signal: AbortSignal,
): Promise<EndedProgram> {
  const [command = '', ...rest] = argv;
  const { cwd, env, stdin, maxBytes } = options;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(command, rest, { cwd, env, detached: true, stdio: 'pipe' });
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let bytes = 0;
    let tooMuch = false;
    const collect = (name: 'stdout' | 'stderr'): void => {
      child[name].on('data', (data: Buffer) => {
        bytes += data.length;
        if (bytes <= maxBytes) output[name].push(data);
        else if (!tooMuch) {
          tooMuch = true;
          endGroup(child.pid);
        }
      });
    };
    collect('stdout');
    collect('stderr');
    const onAbort = (): void => {
      endGroup(child.pid);
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    child.on('error', reject);
    child.on('close', (exitCode, endedBy) => {
      signal.removeEventListener('abort', onAbort);
      const text = (name: 'stdout' | 'stderr'): string => Buffer.concat(output[name]).toString('utf8');
      resolve({ stdout: text('stdout'), stderr: text('stderr'), exitCode, signal: endedBy, tooMuch });
    });
    // A program may end without reading all of it.
    child.stdin.on('error', () => {}).end(stdin);
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  setTimeout(() => signalGroup(pid, 'SIGKILL'), 1000);
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // The group has ended already.
  }
}
