import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of recorded answers with the truth about them. */
export interface ReplaySet {
  readonly name: string;
  readonly folder: string;
  readonly form: ReplayForm | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: the files are read by name, and every mismatch fails the test.
  readonly expected: Record<string, any>;
  /** Paths of `outputs.MODEL.jsonl` by model. */
  readonly outputs: ReadonlyMap<string, string>;
  /** Absent where a set has no questions. */
  readonly dataset: string | undefined;
}

/** What a set's `expected.json` is made of. */
export type ReplayForm = keyof typeof forms;

interface Form {
  /** Keys that only this form has, and must have. */
  readonly has: readonly string[];
  /** A key of each model's figures, where figures tell forms apart. */
  readonly figure?: string;
  /** Further keys that are compared where they are there. */
  readonly compared: readonly string[];
}

const forms = {
  answers: { has: ['figures'], figure: 'correct', compared: ['pairs'] },
  instructions: { has: ['figures'], figure: 'prompt_strict', compared: ['published_table'] },
  audited: { has: ['all_rows', 'scorer_audit'], compared: ['after_decontamination', 'output_chars'] },
  tasks: { has: ['per_task', 'paired_tables'], compared: ['n', 'tasks_here', 'pooled_paired_table_here'] },
  judges: { has: ['subsets'], compared: [] },
  latency: { has: ['providers', 'quantile_method'], compared: [] },
  epochs: {
    has: ['pass_hat_k', 'successes_per_task'],
    compared: [
      'n_tasks',
      'epochs',
      'pass_at_k',
      'mean',
      'variance_components',
      'standard_error',
      'user_simulator_cost',
    ],
  },
  aggregates: { has: ['n_models', 'pass_rate_mismatches'], compared: ['with_cost', 'rule'] },
} as const satisfies Record<string, Form>;

/** Words about a set. */
const prose = ['source', 'note', 'published', 'not_rescored'];

/** Every set below `replay/` of a corpus. */
export function replaySets(corpus: string): readonly ReplaySet[] {
  const root = join(corpus, 'replay');
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readSet(name, join(root, name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Keys of `expected.json` that no test compares, for a line in the log. */
export function uncomparedKeys({ form, expected, outputs }: ReplaySet): readonly string[] {
  const { has, compared } = form === undefined ? { has: [], compared: [] } : forms[form];
  const known: readonly string[] = [...prose, ...has, ...compared, ...[...outputs.keys()].map(keyOfModel)];
  return Object.keys(expected).filter((key) => !known.includes(key));
}

/** `gpt-4-20231107` as a key of its own: `gpt_4_20231107`. */
export function keyOfModel(model: string): string {
  return model.replace(/[^A-Za-z0-9]+/gu, '_');
}

/** The rows of a JSONL file. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function rowsOf(path: string): readonly Record<string, any>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

function readSet(name: string, folder: string): ReplaySet {
  const truth = join(folder, 'expected.json');
  const expected = existsSync(truth) ? JSON.parse(readFileSync(truth, 'utf8')) : {};
  const dataset = join(folder, 'dataset.jsonl');
  const outputs = readdirSync(folder).flatMap((file): [string, string][] => {
    const model = /^outputs\.(.+)\.jsonl$/u.exec(file)?.[1];
    return model === undefined ? [] : [[model, join(folder, file)]];
  });
  const found = Object.entries<Form>(forms).find(([, form]) => fits(form, expected));
  return {
    name,
    folder,
    form: found?.[0] as ReplayForm | undefined,
    expected,
    outputs: new Map(outputs),
    dataset: existsSync(dataset) ? dataset : undefined,
  };
}

function fits({ has, figure }: Form, expected: Record<string, object>): boolean {
  if (!has.every((key) => key in expected)) return false;
  return figure === undefined || Object.values(expected.figures ?? {}).some((figures) => figure in figures);
}
