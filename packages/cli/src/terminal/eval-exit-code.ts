import type { EvalResult } from '@sluice/eval';
import { type ExitCode, exitCode, worstExitCode } from '../exit-code.ts';

const stoppedCodes = {
  interrupted: exitCode.interrupted,
  budget: exitCode.budget,
  provider: exitCode.provider,
} as const;

/** What the result of an evaluation means for a script. */
export function evalExitCode(result: EvalResult, onInconclusive: 'fail' | 'pass' | 'warn' | undefined): ExitCode {
  // Gates over a part of the cases are invalid by construction: what stopped the run is the news.
  if (result.stopped !== undefined) return stoppedCodes[result.stopped];
  return worstExitCode(result.gates.map(({ verdict }) => codeOf(verdict, onInconclusive)));
}

function codeOf(
  verdict: EvalResult['gates'][number]['verdict'],
  onInconclusive: 'fail' | 'pass' | 'warn' | undefined,
): ExitCode {
  switch (verdict) {
    case 'pass':
      return exitCode.done;
    case 'fail':
      return exitCode.failed;
    case 'invalid':
      return exitCode.invalid;
    case 'inconclusive':
      if (onInconclusive === undefined) return exitCode.inconclusive;
      return onInconclusive === 'fail' ? exitCode.failed : exitCode.done;
  }
}
