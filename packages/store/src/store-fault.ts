import { UsageError } from '@sluice/core';

/** A failure of a store as plain data, so that it can cross a thread. */
export interface StoreFault {
  /** `store/kebab-name`. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export function toUsageError(fault: StoreFault): UsageError {
  return new UsageError(fault.code, fault.message, fault.hint);
}
