import { existsSync, readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suggest, UsageError } from '@sluice/core';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { openTerminal } from '../terminal/terminal.ts';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));

/** Copies a template; a file that is there already stops it before anything is written. */
export async function init(
  args: readonly string[],
  flags: GlobalFlags & { readonly template?: string },
): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const wanted = flags.template ?? 'triage';
  const known = readdirSync(templates);
  if (!known.includes(wanted)) {
    const near = suggest(wanted, known);
    throw new UsageError(
      'cli/unknown-template',
      `no template is named ${wanted}`,
      near ? `did you mean "${near}"?` : `use ${known.join(', ')}`,
    );
  }
  const source = join(templates, wanted);
  const target = resolve(args[0] ?? '.');
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(source, join(entry.parentPath, entry.name)))
    .sort();
  const taken = files.find((file) => existsSync(join(target, file)));
  if (taken !== undefined)
    throw new UsageError(
      'cli/file-exists',
      `${join(args[0] ?? '.', taken)} is there already`,
      'choose an empty folder',
    );
  await cp(source, target, { recursive: true, errorOnExist: true });
  for (const file of files) terminal.note(`wrote ${join(args[0] ?? '.', file)}`);
  const move = args[0] === undefined || args[0] === '.' ? '' : `cd ${args[0]} && `;
  terminal.out(`${move}sluice eval evals/triage.yaml --simulate evals/profiles/triage.yaml`);
  return exitCode.done;
}
