import type { LogEvent } from '@sluice/core';
import type { CaseRecord } from './case-record.ts';

/** The event that ends a sample; everything that reports show comes from these. */
export interface CaseEnd extends LogEvent {
  readonly type: 'case-end';
  /** 0-based place of the row among those used. */
  readonly row: number;
  readonly record: CaseRecord;
}

/** Where the events of a sample are filed. */
export function unitOf(variant: string, row: number, repeat: number): string {
  return `${variant}/${row}/${repeat}`;
}
