import type { ReplaySet } from '@sluice/corpus/replay-sets';

/** Scorers of an eval file. */
export type Scorers = readonly Record<string, unknown>[];

export interface SuiteShape {
  readonly scorers: Scorers;
  /** Defaults to the set's dataset. */
  readonly dataset?: string;
  readonly filter?: string;
  readonly repeat?: number;
  /** Only these recordings; all by default. */
  readonly models?: readonly string[];
}

/** An eval file over a set's recordings: one variant for each. JSON is YAML. */
export function suiteOf(set: ReplaySet, { scorers, dataset, filter, repeat, models }: SuiteShape): string {
  const recordings = [...set.outputs].filter(([model]) => models === undefined || models.includes(model));
  const variants = recordings.map(([model, path]) => ({
    name: model.replace(/[^A-Za-z0-9._-]/gu, '-'),
    models: { solver: `replay/${path}` },
  }));
  return JSON.stringify({
    version: 1,
    name: set.name,
    models: { solver: variants[0]?.models.solver },
    prompt: { model: 'solver', user: '{{inputs.id}}' },
    inputs: { id: '${ row.id }' },
    dataset: {
      path: dataset ?? set.dataset,
      id: '${ row.id }',
      ...(filter === undefined ? {} : { filter }),
    },
    variants,
    ...(repeat === undefined ? {} : { repeat }),
    ...(scorers.length === 0 ? {} : { scorers }),
  });
}
