import { keyOfModel, type ReplaySet } from '@sluice/corpus/replay-sets';

/** How many of how many, by the set's own `expected.json`. */
export interface Truth {
  readonly correct: number;
  readonly n: number;
}

/** The published count of a recording by a scorer's name; `undefined` where the set says nothing of it. */
export function truthOf(set: ReplaySet, model: string, scorer: string): Truth | undefined {
  return truths[set.form ?? 'aggregates']?.(set, model, scorer);
}

type Find = (set: ReplaySet, model: string, scorer: string) => Truth | undefined;

const truths: Readonly<Record<string, Find>> = {
  answers: ({ expected }, model, scorer) =>
    ['recorded', 'correct'].includes(scorer) ? expected.figures[model] : undefined,
  audited({ expected }, model, scorer) {
    const { all_rows: all, scorer_audit: audit } = expected;
    const numeric = audit[model]?.numeric_equal_accuracy_pct;
    if (scorer === 'numeric') return { correct: Math.round((numeric * all.n) / 100), n: all.n };
    const { official_false_but_numeric_equal: failed, official_true_but_numeric_unequal: passed } = audit[model];
    const official = Math.round((numeric * all.n) / 100) - failed + passed;
    return ['recorded', 'official'].includes(scorer) ? { correct: official, n: all.n } : undefined;
  },
  tasks({ expected }, model, scorer) {
    const tasks = Object.values<Record<string, Truth>>(expected.per_task);
    const arm = Object.keys(tasks[0] ?? {}).find((name) => model.endsWith(`-${name}`));
    const cells = tasks.flatMap((task) => (arm === undefined ? [] : (task[arm] ?? [])));
    return ['recorded', 'correct'].includes(scorer)
      ? { correct: sum(cells.map(({ correct }) => correct)), n: sum(cells.map(({ n }) => n)) }
      : undefined;
  },
  instructions({ expected }, model, scorer) {
    const figure = expected.figures[model] ?? expected[keyOfModel(model)]?.recomputed;
    const share = figure?.[`${scorer}_pct`];
    return share === undefined ? undefined : { correct: Math.round((share * figure.prompts) / 100), n: figure.prompts };
  },
  epochs: ({ expected }, _model, scorer) =>
    ['recorded', 'solved'].includes(scorer)
      ? { correct: expected.mean * expected.n_tasks, n: expected.n_tasks }
      : undefined,
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
