import { dirname, resolve } from 'node:path';
import {
  FailureError,
  type Json,
  type JsonObject,
  type ToolCall,
  type ToolHost,
  type ToolOpener,
  type ToolSpec,
} from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';
import { parseFrozenJson } from '../json/freeze-json.ts';
import { insideRoot } from '../path/inside-root.ts';
import { secretMasker } from '../secrets/mask-secrets.ts';
import { maskedFailure } from '../secrets/masked-failure.ts';
import { limitSignal } from '../signal/limit-signal.ts';
import { type ProgramOptions, runProgram } from './run-program.ts';

export interface ExecToolOptions {
  /** Of one program. Default: 60,000. */
  readonly timeoutMs?: number;
  /** From here come PATH, HOME, LANG, LC_ALL, TZ and TMPDIR, and nothing else. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Local programs without a shell. The output is `{stdout, stderr, exit_code}`; an exit code other than 0 is a failure.
 * An idempotency key is given as the variable `IDEMPOTENCY_KEY`.
 */
export function execTool({ timeoutMs = 60_000, environment = {} }: ExecToolOptions = {}): ToolOpener {
  return async (spec, host) => {
    if (!host.allowExec) throw notAllowed(spec.name);
    const program = programConfig(spec, host, plainEnvironment(environment));
    return {
      async call(call, { signal }) {
        using limited = limitSignal(signal, timeoutMs);
        try {
          return await run(program, call, limited.signal);
        } catch (error) {
          const failure =
            limited.failure(spec.name) ?? (error instanceof FailureError ? error : cannotStart(spec.name, error));
          throw maskedFailure(failure, program.mask);
        }
      },
      async close() {},
    };
  };
}

/** What a program may know of the environment that sluice runs in: no keys. */
function plainEnvironment(from: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'].flatMap((name) => {
    const value = from[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { PATH: '/usr/local/bin:/usr/bin:/bin', ...Object.fromEntries(kept) };
}

interface Program {
  readonly tool: string;
  /** Where relative names of programs start. */
  readonly folder: string;
  readonly allow: readonly string[];
  readonly options: Omit<ProgramOptions, 'stdin'>;
  readonly mask: (text: string) => string;
}

function programConfig({ name, config, file }: ToolSpec, host: ToolHost, plain: Record<string, string>): Program {
  const folder = dirname(file);
  const cwd = insideRoot(host.root, resolve(folder, String(config['cwd'] ?? '.')));
  if (cwd === undefined) throw refused(name, 'exec/outside-root', 'its `cwd` is outside of the project');
  const names = Object.entries((config['env'] ?? {}) as Record<string, string>);
  const secrets = names.map(([variable, secret]) => [variable, host.secret(secret)] as const);
  return {
    tool: name,
    folder,
    allow: config['allow'] as readonly string[],
    options: {
      cwd,
      env: { ...plain, ...Object.fromEntries(secrets) },
      maxBytes: (config['max_bytes'] as number | undefined) ?? 1_000_000,
    },
    mask: secretMasker(secrets.map(([, value]) => value)),
  };
}

async function run(
  program: Program,
  { arguments: given, idempotencyKey }: ToolCall,
  signal: AbortSignal,
): Promise<Json> {
  const argv = given['argv'] as readonly string[];
  const [name = '', ...rest] = argv;
  if (!program.allow.includes(name))
    throw refused(program.tool, 'exec/not-in-allow', `\`${name}\` is not in its \`allow\``);
  if (argv.some((word) => typeof word !== 'string' || word.includes('\0'))) {
    throw refused(program.tool, 'exec/bad-argument', 'an argument is not text, or holds a zero byte');
  }
  const command = name.includes('/') ? resolve(program.folder, name) : name;
  const key = idempotencyKey === undefined ? {} : { IDEMPOTENCY_KEY: idempotencyKey };
  const options = { ...program.options, env: { ...program.options.env, ...key }, stdin: stdinOf(given) };
  const ended = await runProgram([command, ...rest], options, signal);
  if (ended.tooMuch)
    throw refused(program.tool, 'exec/too-much-output', `${name} wrote more than ${options.maxBytes} bytes`);
  if (ended.exitCode !== 0) throw exitFailure(`${program.tool}: ${name}`, ended);
  return Object.freeze({ stdout: outputOf(program.tool, ended.stdout, given), stderr: ended.stderr, exit_code: 0 });
}

function stdinOf({ stdin }: JsonObject): string {
  return typeof stdin === 'string' ? stdin : '';
}

function outputOf(tool: string, stdout: string, { output }: JsonObject): Json {
  if (output !== 'json') return stdout;
  try {
    return parseFrozenJson(stdout);
  } catch {
    throw refused(tool, 'exec/not-json', 'what the program wrote is not valid JSON');
  }
}

function exitFailure(
  name: string,
  { exitCode, signal, stderr }: { exitCode: number | null; signal: string | null; stderr: string },
): FailureError {
  const lastLine = stderr.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  const how = exitCode === null ? `was ended by ${signal}` : `ended with exit code ${exitCode}`;
  const detail = `${name} ${how}${lastLine === '' ? '' : `: ${lastLine}`}`;
  return toolFailure({ code: 'exec/exit-code', title: 'program failed', detail });
}

function notAllowed(tool: string): FailureError {
  return toolFailure({
    code: 'exec/not-allowed',
    title: 'programs are not allowed',
    detail: `tool ${tool} starts local programs, and that is not allowed`,
    hint: 'allow it with --allow-exec, if you trust the pipeline',
  });
}

function refused(tool: string, code: string, detail: string): FailureError {
  return toolFailure({ code, title: 'program refused', detail: `tool ${tool}: ${detail}` });
}

function cannotStart(tool: string, error: unknown): FailureError {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const detail = missing ? 'there is no such program' : error instanceof Error ? error.message : String(error);
  return toolFailure({
    code: 'exec/cannot-start',
    title: 'program could not be started',
    detail: `tool ${tool}: ${detail}`,
    cause: error,
  });
}
