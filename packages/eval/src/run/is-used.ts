import type { JsonObject } from '@sluice/core';
import { DatasetError, type DatasetRow } from '../dataset/dataset-row.ts';
import type { DatasetSpec } from '../suite/eval-suite.ts';
import { caseScope } from './case-scope.ts';

/** Whether a row passes `split` and `filter`; an error where the filter cannot be computed of it. */
export function isUsed(dataset: DatasetSpec, { row, file, line }: DatasetRow): boolean | DatasetError {
  if (dataset.split !== undefined && (row as JsonObject | null)?.split !== dataset.split) return false;
  if (dataset.filter === undefined) return true;
  try {
    return dataset.filter.evaluate(caseScope({ row })) === true;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return new DatasetError('dataset/bad-row', `filter: ${message}`, { file, line });
  }
}
