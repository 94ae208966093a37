import type { FaultKind, FaultRule } from '../profile/profile.ts';

const kinds: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'error_in_stream',
  'hang_in_stream',
  'cut_stream',
  'end_early',
  'malformed_json',
  'slow_drip',
  'empty_body',
]);

/** Whether a fault breaks how an answer is sent; the others change what it says, or come instead of it. */
export function isTransportFault(fault: FaultRule | undefined): boolean {
  return fault !== undefined && kinds.has(fault.kind);
}
