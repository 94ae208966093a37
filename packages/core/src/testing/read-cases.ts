import { parse } from 'yaml';
import type { PlanCase } from './plan-case.ts';

/** The cases of one file of `cases/`. */
export function readCases(text: string): readonly PlanCase[] {
  return parse(text) as readonly PlanCase[];
}
