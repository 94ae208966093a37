import { type PrecisionRecall, precisionRecall } from '../text-similarity/precision-recall.ts';

/** One case: what it is and what was said. */
export interface Labelled {
  readonly actual: string;
  readonly predicted: string;
}

export interface ClassReport extends PrecisionRecall {
  readonly label: string;
  /** Cases that are of the class. */
  readonly support: number;
}

/** How well labels were told. Shares are 0 to 1; a class never said has precision 0. */
export interface Classification {
  readonly n: number;
  readonly labels: readonly string[];
  /** Rows what it is, columns what was said, in the order of `labels`. */
  readonly confusion: readonly (readonly number[])[];
  readonly accuracy: number;
  /** Mean recall of the classes that occur. */
  readonly balancedAccuracy: number;
  /** Matthews correlation, -1 to 1; 0 where a side is constant. */
  readonly matthews: number;
  readonly classes: readonly ClassReport[];
  readonly macro: PrecisionRecall;
  readonly micro: PrecisionRecall;
  /** By support. */
  readonly weighted: PrecisionRecall;
}

/** As scikit-learn's reports with `zero_division=0`; `labels` default to those that occur, sorted. */
export function classification(
  cases: readonly Labelled[],
  labels: readonly string[] = labelsOf(cases),
): Classification {
  const confusion = confusionOf(cases, labels);
  const rows = confusion.map(sum);
  const columns = labels.map((_, column) => sum(confusion.map((row) => row[column] ?? 0)));
  const right = sum(confusion.map((row, index) => row[index] ?? 0));
  const n = sum(rows);
  const classes = labels.map((label, index) => {
    const support = rows[index] ?? 0;
    return { label, support, ...precisionRecall(confusion[index]?.[index] ?? 0, columns[index] ?? 0, support) };
  });
  const occurring = classes.filter(({ support }) => support > 0);
  return {
    n,
    labels,
    confusion,
    accuracy: n === 0 ? 0 : right / n,
    balancedAccuracy: occurring.length === 0 ? 0 : sum(occurring.map(({ recall }) => recall)) / occurring.length,
    matthews: matthewsOf({ n, right, rows, columns }),
    classes,
    macro: averaged(classes, () => 1),
    micro: precisionRecall(right, n, n),
    weighted: averaged(classes, ({ support }) => support),
  };
}

function labelsOf(cases: readonly Labelled[]): readonly string[] {
  return [...new Set(cases.flatMap(({ actual, predicted }) => [actual, predicted]))].sort();
}

function confusionOf(cases: readonly Labelled[], labels: readonly string[]): readonly (readonly number[])[] {
  const places = new Map(labels.map((label, index) => [label, index]));
  const table = labels.map(() => labels.map(() => 0));
  for (const { actual, predicted } of cases) {
    const row = table[places.get(actual) ?? -1];
    const column = places.get(predicted);
    if (row && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return table;
}

interface Margins {
  readonly n: number;
  readonly right: number;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

function matthewsOf({ n, right, rows, columns }: Margins): number {
  const squares = (values: readonly number[]): number => sum(values.map((value) => value * value));
  const product = sum(rows.map((row, index) => row * (columns[index] ?? 0)));
  const below = Math.sqrt((n * n - squares(rows)) * (n * n - squares(columns)));
  return below === 0 ? 0 : (right * n - product) / below;
}

function averaged(classes: readonly ClassReport[], weightOf: (report: ClassReport) => number): PrecisionRecall {
  const total = sum(classes.map(weightOf));
  const mean = (value: (report: ClassReport) => number): number =>
    total === 0 ? 0 : sum(classes.map((report) => weightOf(report) * value(report))) / total;
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
