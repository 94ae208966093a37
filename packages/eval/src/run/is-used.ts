import type { JsonObject } from '@sluice/core';
import type { DatasetRow } from '../dataset/dataset-row.ts';
import type { DatasetSpec } from '../suite/eval-suite.ts';
import { caseScope } from './case-scope.ts';

/** Whether a row passes `split` and `filter`. */
export function isUsed(dataset: DatasetSpec, { row }: DatasetRow): boolean {
  if (dataset.split !== undefined && (row as JsonObject | null)?.split !== dataset.split) return false;
  return dataset.filter === undefined || dataset.filter.evaluate(caseScope({ row })) === true;
}
