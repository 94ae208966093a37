import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const repository: string = resolve(import.meta.dirname, '../..');

const binary = join(repository, 'node_modules', '.bin', 'sluice');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly input?: string;
}

/** The built command line as a process, in a pipe. */
export async function sluice(args: readonly string[], options: CallOptions = {}): Promise<Finished> {
  const { child, finished } = startSluice(args, options);
  child.stdin?.end(options.input ?? '');
  return await finished;
}

export function startSluice(
  args: readonly string[],
  options: CallOptions = {},
): { readonly child: ChildProcess; readonly finished: Promise<Finished> } {
  const child = spawn(binary, args, {
    cwd: options.cwd ?? repository,
    env: { ...withoutKeys(), NO_COLOR: '1', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
  return { child, finished };
}

/** A folder of its own, for stores and written files. */
export function temporaryFolder(name = 'sluice-'): string {
  return mkdtempSync(join(tmpdir(), name));
}

function withoutKeys(): Record<string, string> {
  const { OPENAI_API_KEY: _1, ANTHROPIC_API_KEY: _2, GEMINI_API_KEY: _3, CI: _4, ...rest } = process.env;
  return rest as Record<string, string>;
}
