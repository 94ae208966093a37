import type { Json } from '@sluice/core';

/** One fact: what an assertion of the peer tool gives for an output. */
export interface AssertionCase {
  readonly id: string;
  readonly type: string;
  /** The tool's test file, or `observed: ...`. */
  readonly source?: string;
  readonly output: Json;
  readonly value?: Json;
  readonly threshold?: number;
  readonly latencyMs?: number;
  readonly cost?: number;
  readonly expectPass?: boolean;
  readonly expectThrows?: string;
  readonly observed_0_123_1?: { readonly pass?: boolean; readonly throws?: string };
}

/** What the tool says: a verdict, or that it cannot decide. */
export type Fact = 'pass' | 'fail' | 'refused';

/** A test of the tool's own may state a score and no verdict; then what was observed counts. */
export function factOf(found: AssertionCase): Fact | undefined {
  if (found.expectThrows !== undefined) return 'refused';
  if (found.expectPass !== undefined) return found.expectPass ? 'pass' : 'fail';
  const observed = found.observed_0_123_1;
  if (observed?.throws !== undefined) return 'refused';
  return observed?.pass === undefined ? undefined : observed.pass ? 'pass' : 'fail';
}

/** `not-contains` is `contains`, turned around. */
export function splitType(type: string): { readonly name: string; readonly not: boolean } {
  return type.startsWith('not-') ? { name: type.slice(4), not: true } : { name: type, not: false };
}
