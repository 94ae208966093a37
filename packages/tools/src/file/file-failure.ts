import type { FailureError } from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';

export function refusedFile(code: string, detail: string): FailureError {
  return toolFailure({ code, title: 'file operation refused', detail });
}
