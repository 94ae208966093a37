import { relative } from 'node:path';
import type { FailureError, ModuleProblem, ModuleRef } from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';
import type { ModuleError } from './module-message.ts';

/** `lib/redact.ts#redactPii`, as a pipeline writes it. */
export function nameOf({ file, name }: ModuleRef, root: string): string {
  return `${relative(root, file)}#${name}`;
}

export function failureOfError(name: string, { code, message, at }: ModuleError): FailureError {
  const place = at === undefined ? '' : ` (${at})`;
  return toolFailure({ code, title: titles[code], detail: `${name}: ${message}${place}` });
}

export function failureOfProblem(name: string, problem: ModuleProblem): FailureError {
  const code = `module/${problem.kind}`;
  return toolFailure({ code, title: 'module not usable', detail: `${name}: ${problemTexts[problem.kind]}` });
}

export function timedOut(name: string, limitMs: number): FailureError {
  return toolFailure({
    type: 'timeout',
    code: 'module/timeout',
    title: 'module took too long',
    detail: `${name}: did not end within ${limitMs} ms, and was stopped`,
  });
}

export function threadEnded(name: string, { outOfMemory, message, memoryMb }: ThreadEnd): FailureError {
  if (outOfMemory) {
    const detail = `${name}: needed more than ${memoryMb} MB of memory, and was stopped`;
    return toolFailure({ code: 'module/out-of-memory', title: 'module needed too much memory', detail });
  }
  return toolFailure({ code: 'module/ended', title: 'module ended its thread', detail: `${name}: ${message}` });
}

export interface ThreadEnd {
  readonly outOfMemory: boolean;
  readonly message: string;
  readonly memoryMb: number;
}

const titles: Readonly<Record<ModuleError['code'], string>> = {
  'module/threw': 'module failed',
  'module/load-failed': 'module could not be loaded',
  'module/no-export': 'module has no such function',
  'module/not-json': 'module gave something that is not JSON',
};

const problemTexts: Readonly<Record<ModuleProblem['kind'], string>> = {
  'no-file': 'there is no such file',
  'outside-root': 'the file is outside of the project',
  'no-export': 'no such function is exported',
};
