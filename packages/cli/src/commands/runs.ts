import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type RunHeader, suggest, UsageError } from '@sluice/core';
import { exportRun, type Store } from '@sluice/store';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { wholeNumber } from '../parse-flags.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { openStore, runIdOf } from './stored-run.ts';

type RunsFlags = GlobalFlags & { readonly limit?: string; readonly events?: boolean; readonly output?: string };

export async function listRuns(args: readonly string[], flags: RunsFlags): Promise<ExitCode> {
  const [unknown] = args;
  if (unknown !== undefined) throw unknownCommand(unknown);
  const terminal = openTerminal(flags);
  await using store = openStore(flags);
  const runs: RunHeader[] = [];
  for await (const run of store.runs.list({ limit: wholeNumber('--limit', flags.limit ?? '20') })) runs.push(run);
  if (flags.json) {
    terminal.out(JSON.stringify({ schema: 'sluice/runs/v1', runs: runs.map(brief) }, null, 2));
    return exitCode.done;
  }
  if (runs.length === 0) terminal.note('nothing is stored yet');
  for (const run of runs) terminal.out(line(run));
  return exitCode.done;
}

/** `list` is what `runs` does when no command is named, so it also gets what is no command. */
function unknownCommand(name: string): UsageError {
  const commands = ['list', 'show', 'export', 'rm'];
  const near = suggest(name, commands);
  const hint = near === undefined ? `one run: sluice runs show ${name}` : `did you mean "${near}"?`;
  return new UsageError('cli/unknown-command', `runs has no command ${name}`, hint);
}

export async function showRun(args: readonly string[], flags: RunsFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  await using store = openStore(flags);
  const run = await headerOf(args[0] ?? '', store);
  if (flags.events === true) {
    for await (const { seq, unit, event } of store.runs.read(run.id))
      terminal.out(JSON.stringify({ seq, unit, ...event }));
  } else if (flags.json) terminal.out(JSON.stringify({ schema: 'sluice/runs/v1', ...run }, null, 2));
  else {
    terminal.out(line(run));
    terminal.out(JSON.stringify(run.summary ?? run.definition, null, 2));
  }
  return exitCode.done;
}

export async function exportStored(args: readonly string[], flags: RunsFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  await using store = openStore(flags);
  const run = await headerOf(args[0] ?? '', store);
  const lines = Readable.from(exportRun(store.runs, run.id));
  if (flags.output === undefined) for await (const text of lines) terminal.out(String(text));
  else {
    await pipeline(lines, createWriteStream(flags.output));
    terminal.note(`wrote ${flags.output}`);
  }
  return exitCode.done;
}

export async function removeRuns(args: readonly string[], flags: RunsFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  await using store = openStore(flags);
  for (const id of args) {
    const run = await headerOf(id, store);
    await store.runs.remove(run.id);
    terminal.note(`removed ${run.id}`);
  }
  return exitCode.done;
}

async function headerOf(wanted: string, store: Store): Promise<RunHeader> {
  const id = await runIdOf(wanted, store);
  const run = await store.runs.get(id);
  if (run) return run;
  throw new UsageError('store/no-run', `there is no run ${id}`, 'sluice runs lists them');
}

function line(run: RunHeader): string {
  const when = new Date(run.createdAt).toISOString().slice(0, 16).replace('T', ' ');
  const { verdict } = (run.summary ?? {}) as { readonly verdict?: string };
  const end = verdict === undefined || verdict === 'none' ? run.status : `${run.status}, ${verdict}`;
  return `${run.id}  ${when}  ${run.kind.padEnd(4)}  ${run.name}  ${end}`;
}

function brief({ summary, ...header }: RunHeader): object {
  return { ...header, verdict: (summary as { readonly verdict?: string } | undefined)?.verdict ?? null };
}
