import { classification, type Labelled } from '../metrics/classification.ts';
import { cohenKappa } from '../statistics/index.ts';
import type { PrecisionRecall } from '../text-similarity/precision-recall.ts';

/** What a `classification` scorer found over all samples with a label; failed samples have none. */
export interface ClassificationResult {
  readonly n: number;
  readonly labels: readonly string[];
  /** Rows what it is, columns what was said, in the order of `labels`. */
  readonly confusion: readonly (readonly number[])[];
  readonly accuracy: number;
  readonly balanced_accuracy: number;
  readonly matthews: number;
  /** `null` where chance alone explains everything. */
  readonly kappa: number | null;
  readonly classes: readonly (PrecisionRecall & { readonly label: string; readonly support: number })[];
  readonly macro: PrecisionRecall;
  readonly micro: PrecisionRecall;
  readonly weighted: PrecisionRecall;
}

/** Counts pairs of labels while records are read. */
export class LabelCounts {
  readonly #counts = new Map<string, { readonly pair: Labelled; count: number }>();

  add(pair: Labelled): void {
    const key = JSON.stringify([pair.actual, pair.predicted]);
    const known = this.#counts.get(key);
    if (known) known.count += 1;
    else this.#counts.set(key, { pair, count: 1 });
  }

  /** `undefined` where the labels are too many to be classes. */
  result(): ClassificationResult | undefined {
    const pairs = [...this.#counts.values()];
    const actual = new Set(pairs.map(({ pair }) => pair.actual));
    if (actual.size === 0 || actual.size > mostClasses) return undefined;
    // What was said and is no label of the data is one column, however many ways there are to be wrong.
    const cases = pairs.flatMap(({ pair, count }) => {
      const predicted = actual.has(pair.predicted) ? pair.predicted : other;
      return Array.from({ length: count }, () => ({ actual: pair.actual, predicted }));
    });
    const labels = [...actual].sort();
    const report = classification(
      cases,
      cases.some(({ predicted }) => predicted === other) ? [...labels, other] : labels,
    );
    return {
      n: report.n,
      labels: report.labels,
      confusion: report.confusion,
      accuracy: report.accuracy,
      balanced_accuracy: report.balancedAccuracy,
      matthews: report.matthews,
      kappa: cohenKappa(report.confusion).kappa ?? null,
      classes: report.classes,
      macro: report.macro,
      micro: report.micro,
      weighted: report.weighted,
    };
  }
}

const mostClasses = 200;
const other = '(other)';
