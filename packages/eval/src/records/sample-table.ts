import type { CaseRecord } from './case-record.ts';
import { CodeColumn, NumberColumn } from './number-column.ts';

export const sampleStatus = { missing: 0, succeeded: 1, failed: 2 } as const;
export const scoreState = { notApplicable: 0, scored: 1, unscored: 2, failed: 3 } as const;
export const latencySource = { none: 0, fresh: 1, recorded: 2, cached: 3 } as const;

export interface TableShape {
  readonly scorers: readonly ScorerShape[];
  readonly repeat: number;
}

export interface ScorerShape {
  readonly id: string;
  /** What a failed pipeline scores. */
  readonly minimum: number;
}

interface ScoreColumn {
  readonly values: NumberColumn;
  readonly states: CodeColumn;
  readonly minimum: number;
}

/**
 * The numbers of one variant's samples, by row of the dataset and repeat; all else stays on disk.
 * About a hundred bytes a sample, so that metrics, pairs and gates need no second pass over the records.
 */
export class SampleTable {
  readonly shape: TableShape;
  readonly status: CodeColumn = new CodeColumn();
  readonly success: NumberColumn = new NumberColumn();
  readonly cost: NumberColumn = new NumberColumn();
  readonly judgeCost: NumberColumn = new NumberColumn();
  readonly spent: NumberColumn = new NumberColumn();
  readonly latency: NumberColumn = new NumberColumn();
  readonly latencySource: CodeColumn = new CodeColumn();
  readonly timeToFirstToken: NumberColumn = new NumberColumn();
  readonly waited: NumberColumn = new NumberColumn();
  readonly inputTokens: NumberColumn = new NumberColumn();
  readonly outputTokens: NumberColumn = new NumberColumn();
  readonly cachedAt: NumberColumn = new NumberColumn();
  readonly retries: NumberColumn = new NumberColumn();
  readonly fallbacks: NumberColumn = new NumberColumn();
  readonly refusals: NumberColumn = new NumberColumn();
  readonly truncations: NumberColumn = new NumberColumn();
  readonly scores: ReadonlyMap<string, ScoreColumn>;
  /** Highest row + 1. */
  rows = 0;
  /** Records that a later one of the same sample replaced. */
  replaced = 0;
  /** What they were paid for; `undefined` once it is not known. */
  replacedSpent: number | undefined = 0;

  constructor(shape: TableShape) {
    this.shape = shape;
    this.scores = new Map(
      shape.scorers.map(({ id, minimum }) => [id, { values: new NumberColumn(), states: new CodeColumn(), minimum }]),
    );
  }

  /** `row` is the 0-based place of the case in the dataset. */
  add(row: number, record: CaseRecord): void {
    const index = row * this.shape.repeat + record.repeat;
    if (this.status.get(index) !== sampleStatus.missing) this.#replace(index);
    this.rows = Math.max(this.rows, row + 1);
    this.status.set(index, sampleStatus[record.status]);
    this.success.set(index, record.success === null ? undefined : Number(record.success));
    this.cost.set(index, record.cost_usd);
    this.judgeCost.set(index, record.judge_cost_usd);
    this.spent.set(index, record.spent_usd);
    this.latency.set(index, record.latency_s);
    this.latencySource.set(index, latencySource[record.latency_source]);
    this.timeToFirstToken.set(index, record.ttft_s);
    this.waited.set(index, record.waited_s);
    this.inputTokens.set(index, record.usage.input_tokens);
    this.outputTokens.set(index, record.usage.output_tokens);
    this.cachedAt.set(index, record.cached_at);
    this.#addCalls(index, record);
    for (const [id, column] of this.scores) this.#addScore(index, column, { id, record });
  }

  /** Every sample that was added, in order of rows and repeats. */
  *samples(): Generator<number> {
    for (let index = 0; index < this.rows * this.shape.repeat; index += 1) {
      if (this.status.get(index) !== sampleStatus.missing) yield index;
    }
  }

  rowOf(sample: number): number {
    return Math.floor(sample / this.shape.repeat);
  }

  #replace(index: number): void {
    const spent = this.spent.get(index);
    this.replaced += 1;
    this.replacedSpent =
      spent === undefined || this.replacedSpent === undefined ? undefined : this.replacedSpent + spent;
  }

  #addCalls(index: number, { calls }: CaseRecord): void {
    this.retries.set(index, calls.retries);
    this.fallbacks.set(index, calls.fallbacks);
    this.refusals.set(index, calls.refusals);
    this.truncations.set(index, calls.truncations);
  }

  #addScore(index: number, column: ScoreColumn, from: { readonly id: string; readonly record: CaseRecord }): void {
    const score = from.record.scores[from.id];
    // A failed pipeline fails every scorer: leaving it out would reward a model for crashing.
    if (from.record.status === 'failed') {
      column.states.set(index, scoreState.failed);
      column.values.set(index, column.minimum);
    } else if (score === undefined) {
      column.states.set(index, scoreState.notApplicable);
    } else if (score.unscored || score.value === null) {
      column.states.set(index, scoreState.unscored);
    } else {
      column.states.set(index, scoreState.scored);
      column.values.set(index, score.value);
    }
  }
}
