import { type RunHeader, type RunStore, UsageError } from '@sluice/core';
import type { CaseEnd } from '../records/case-end.ts';
import { SampleTable } from '../records/sample-table.ts';
import type { EvalDefinition } from '../run/eval-definition.ts';
import { buildResult, type Tables } from './build-result.ts';
import type { EvalResult } from './eval-result.ts';

/** A stored evaluation read back: its numbers by variant, and what pairs and slices need. */
export interface StoredEval {
  readonly header: RunHeader;
  readonly definition: EvalDefinition;
  readonly tables: Tables;
  /** Case ids by row. */
  readonly ids: readonly string[];
  /** Hashes of rows: arms that differ in one cannot be paired. */
  readonly rowHashes: readonly string[];
  readonly clusters: readonly number[] | undefined;
  readonly tags: ReadonlyMap<string, readonly number[]>;
}

export async function loadStored(store: RunStore, runId: string): Promise<StoredEval> {
  const header = await store.get(runId);
  if (header === undefined) throw new UsageError('store/no-run', `there is no run ${runId}`, 'sluice runs lists them');
  if (header.kind !== 'eval') {
    throw new UsageError(
      'store/not-an-eval',
      `${runId} is a single run, not an evaluation`,
      `sluice runs show ${runId}`,
    );
  }
  const definition = header.definition as EvalDefinition;
  const scorers = definition.scorers.map(({ id, range }) => ({ id, minimum: range[0] }));
  const shape = { scorers, repeat: definition.repeat };
  const tables: Tables = new Map(definition.variants.map(({ name }) => [name, new SampleTable(shape)]));
  const rows = new Rows();
  for await (const { event } of store.readTypes(runId, ['case-end'])) {
    const { row, record } = event as CaseEnd;
    tables.get(record.variant)?.add(row, record);
    rows.add(row, record);
  }
  return { header, definition, tables, ...rows.result() };
}

/** The result of a stored evaluation under its own gates, or those of a suite; no model is called. */
export async function gateStored(
  store: RunStore,
  stored: StoredEval,
  suite: Pick<EvalDefinition, 'gates' | 'watch' | 'scorers'> = stored.definition,
): Promise<EvalResult> {
  const { definition, header } = stored;
  return await buildResult({
    definition,
    suite,
    dataset: {
      hash: definition.dataset,
      cases: definition.cases,
      files: definition.files,
      clusters: stored.clusters,
      tags: stored.tags,
    },
    runId: header.id,
    tables: stored.tables,
    store,
    stopped: stoppedOf(header),
    at: header.finishedAt ?? header.createdAt,
  });
}

/** A run that was killed left no summary. */
function stoppedOf({ status, summary }: RunHeader): EvalResult['stopped'] {
  if (status === 'succeeded') return undefined;
  return (summary as EvalResult | undefined)?.stopped ?? 'interrupted';
}

class Rows {
  readonly #ids: string[] = [];
  readonly #hashes: string[] = [];
  readonly #clusterIds = new Map<string, number>();
  readonly #clusters: number[] = [];
  readonly #tags = new Map<string, Set<number>>();

  add(row: number, record: CaseEnd['record']): void {
    this.#ids[row] = record.case;
    this.#hashes[row] = record.row_hash;
    if (record.cluster !== undefined) {
      const id = this.#clusterIds.get(record.cluster) ?? this.#clusterIds.size;
      this.#clusterIds.set(record.cluster, id);
      this.#clusters[row] = id;
    }
    for (const tag of record.tags ?? []) {
      const rows = this.#tags.get(tag) ?? new Set<number>();
      rows.add(row);
      this.#tags.set(tag, rows);
    }
  }

  result(): Pick<StoredEval, 'ids' | 'rowHashes' | 'clusters' | 'tags'> {
    return {
      ids: this.#ids,
      rowHashes: this.#hashes,
      clusters: this.#clusters.length === 0 ? undefined : this.#clusters,
      tags: new Map([...this.#tags].map(([tag, rows]) => [tag, [...rows].sort((a, b) => a - b)])),
    };
  }
}
