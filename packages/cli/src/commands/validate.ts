import { type Diagnostic, type DiagnosticFormat, diagnosticFormats, isError, suggest, UsageError } from '@sluice/core';
import { type CheckedProject, checkProject } from '../compose/check-project.ts';
import { usualFolders } from '../compose/find-yaml.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { renderFindings, shownPath } from '../terminal/render-findings.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';

interface ValidateFlags extends GlobalFlags {
  readonly format?: string;
  readonly watch?: boolean;
}

/** Checks every pipeline, eval, test and configuration below the paths. Exit 0 or 2. */
export async function validate(args: readonly string[], flags: ValidateFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const format = formatOf(flags);
  const check = async (): Promise<ExitCode> => {
    const checked = await checkProject({ paths: args, config: flags.config });
    print(checked, format, terminal);
    return checked.findings.some(isError) ? exitCode.invalid : exitCode.done;
  };
  return flags.watch === true ? await watchAndCheck(args, check, terminal) : await check();
}

function print({ files, findings, skipped }: CheckedProject, format: DiagnosticFormat, terminal: Terminal): void {
  if (format !== 'text') {
    terminal.out(renderFindings(findings, { terminal, format }));
    return;
  }
  if (findings.length > 0) terminal.error(renderFindings(findings, { terminal }));
  terminal.note(summary(files, skipped, findings));
}

function formatOf({ format = 'text', json }: ValidateFlags): DiagnosticFormat {
  if (json === true) return 'json';
  const found = diagnosticFormats.find((known) => known === format);
  if (found) return found;
  const near = suggest(format, diagnosticFormats);
  throw new UsageError(
    'cli/unknown-format',
    `no format is named ${format}`,
    near ? `did you mean "${near}"?` : `use ${diagnosticFormats.join(', ')}`,
  );
}

/** Checks again after each change, until it is interrupted. */
async function watchAndCheck(
  args: readonly string[],
  check: () => Promise<ExitCode>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { watchFolders } = await import('../terminal/watch-folders.ts');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const paths = args.length > 0 ? args : usualFolders('pipelines', 'evals');
  const again = async (): Promise<void> => {
    if (terminal.live) process.stderr.write('\u001B[2J\u001B[H');
    await check();
    terminal.note('watching for changes; Ctrl-C ends');
  };
  await watchFolders([...paths, 'sluice.config.yaml'], again, stop.signal);
  return exitCode.done;
}

function summary(files: number, skipped: readonly Diagnostic[], findings: readonly Diagnostic[]): string {
  const errors = findings.filter(isError).length;
  const warnings = findings.length - errors;
  const parts = [`${files} file${files === 1 ? '' : 's'}`, `${errors} error${errors === 1 ? '' : 's'}`];
  if (warnings > 0) parts.push(`${warnings} warning${warnings === 1 ? '' : 's'}`);
  const lines = skipped.map(({ at, message }) => `skipped ${shownPath(at.file)}: ${message}`);
  return [...lines, parts.join(', ')].join('\n');
}
