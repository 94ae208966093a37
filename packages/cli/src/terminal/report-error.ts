import { FailureError, PipelineError, UsageError } from '@sluice/core';
import type { DatasetError } from '@sluice/eval';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { renderFindings, shownPath } from './render-findings.ts';
import { openTerminal } from './terminal.ts';

/** Says what happened, where, and what to do; gives the exit code. Never a bare stack. */
export function reportError(error: unknown, verbose: boolean): ExitCode {
  const terminal = openTerminal({ verbose });
  const { bold, red } = terminal.errorColours;
  const say = (code: string, message: string, hint?: string): void => {
    terminal.error(`${red('error')} ${bold(code)}: ${message}${hint === undefined ? '' : `\n  hint: ${hint}`}`);
  };
  if (verbose && error instanceof Error) terminal.error(error.stack ?? error.message);
  if (error instanceof PipelineError) {
    terminal.error(renderFindings(error.diagnostics, { terminal }));
    return exitCode.invalid;
  }
  if (isDatasetErrors(error)) {
    for (const finding of error.findings) {
      terminal.error(
        `${shownPath(finding.file)}:${finding.line}:${finding.column} - ${red('error')} ${finding.code}: ${finding.message}`,
      );
      if (finding.hint !== undefined) terminal.error(`  hint: ${finding.hint}`);
    }
    return exitCode.invalid;
  }
  if (error instanceof UsageError) {
    say(error.code, error.message, error.hint);
    return exitCode.invalid;
  }
  if (error instanceof FailureError) {
    const { code, type, detail, hint } = error.failure;
    say(code ?? `failure/${type}`, detail, hint);
    return type === 'auth' || type === 'quota' ? exitCode.provider : exitCode.failed;
  }
  const message = error instanceof Error ? error.message : String(error);
  say('sluice/defect', message, verbose ? undefined : 'this is a defect in sluice; --verbose shows where');
  return exitCode.defect;
}

/** By shape: the class lives in a package that most commands do not load. */
function isDatasetErrors(error: unknown): error is Error & { readonly findings: readonly DatasetError[] } {
  return error instanceof Error && error.name === 'DatasetErrors';
}
