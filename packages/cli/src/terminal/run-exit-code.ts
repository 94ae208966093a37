import type { RunOutcome } from '@sluice/runner';
import { type ExitCode, exitCode } from '../exit-code.ts';

export function runExitCode({ status, failure }: RunOutcome): ExitCode {
  if (status === 'succeeded' || status === 'waiting') return exitCode.done;
  if (status === 'cancelled') return exitCode.interrupted;
  if (failure?.type === 'budget') return exitCode.budget;
  return failure?.type === 'auth' || failure?.type === 'quota' ? exitCode.provider : exitCode.failed;
}
