/** Shares from 0 to 1: of what was said, of what should have been said, and their harmonic mean. */
export interface PrecisionRecall {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Of `shared` items among `found` and `wanted`; a side without items gives 0. */
export function precisionRecall(shared: number, found: number, wanted: number): PrecisionRecall {
  const precision = found === 0 ? 0 : shared / found;
  const recall = wanted === 0 ? 0 : shared / wanted;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
