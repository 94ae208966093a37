import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '@sluice/core';
import type { DatasetRow } from '../dataset/dataset-row.ts';
import { DatasetError } from '../dataset/dataset-row.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import type { EvalSuite } from '../suite/eval-suite.ts';
import { canonicalJson } from './canonical-json.ts';
import { caseScope } from './case-scope.ts';
import { isUsed } from './is-used.ts';
import { sampleRows } from './sample-rows.ts';

/** A row with everything that is known of it before a call. */
export interface PreparedRow {
  /** 0-based place among the rows that are used. */
  readonly index: number;
  readonly id: string;
  readonly row: Json;
  readonly inputs: JsonObject;
  readonly rowHash: string;
  readonly cluster?: string;
  readonly tags: readonly string[];
  readonly place: DatasetRow;
}

/** What one pass over the data found; the rows themselves are read again when they are run. */
export interface PreparedDataset {
  readonly hash: string;
  readonly cases: number;
  readonly files: readonly string[];
  /** Of each used row; absent when the suite has no clusters. */
  readonly clusters: readonly number[] | undefined;
  /** Rows by tag, in order. */
  readonly tags: ReadonlyMap<string, readonly number[]>;
}

export interface PrepareOptions {
  readonly suite: EvalSuite;
  /** What is wrong with the inputs of a row by the pipeline's schemas. */
  readonly checkInputs: (inputs: JsonObject) => readonly string[];
  /** At most so many findings are collected. */
  readonly maxFindings?: number;
}

/** All that is wrong with a dataset, each by file and line. */
export class DatasetErrors extends Error {
  override readonly name = 'DatasetErrors';
  readonly findings: readonly DatasetError[];

  constructor(findings: readonly DatasetError[]) {
    super(`${findings.length} rows cannot be used`);
    this.findings = findings;
  }
}

/** Reads every row once, before the first paid call: ids, inputs, clusters, tags and the dataset's hash. */
export async function prepareDataset(options: PrepareOptions): Promise<PreparedDataset> {
  const scan = new Scan();
  const findings: DatasetError[] = [];
  for await (const prepared of preparedRows(options.suite)) {
    if (prepared instanceof DatasetError) {
      findings.push(prepared);
      if (findings.length >= (options.maxFindings ?? 20)) break;
    } else {
      const problem = scan.add(prepared) ?? inputProblem(prepared, options.checkInputs);
      if (problem) findings.push(problem);
    }
  }
  if (findings.length > 0) throw new DatasetErrors(findings);
  if (scan.cases === 0) {
    const file = options.suite.dataset.paths[0] ?? '-';
    throw new DatasetErrors([
      new DatasetError('dataset/empty', 'no row is left to evaluate', {
        file,
        line: 1,
        hint: 'an evaluation of nothing decides nothing',
      }),
    ]);
  }
  return scan.result();
}

/** The rows that are used, in order, each read when it is asked for. */
export async function* usedRows(suite: EvalSuite): AsyncGenerator<PreparedRow> {
  for await (const prepared of preparedRows(suite)) {
    if (prepared instanceof DatasetError) throw prepared;
    yield prepared;
  }
}

async function* preparedRows(suite: EvalSuite): AsyncGenerator<PreparedRow | DatasetError> {
  const { dataset } = suite;
  const chosen = dataset.sample === undefined ? undefined : await sampleRows(suite);
  let index = 0;
  let place = -1;
  for await (const row of openDataset(dataset.paths)) {
    if (!isUsed(dataset, row)) continue;
    place += 1;
    if (chosen && !chosen.has(place)) continue;
    if (dataset.limit !== undefined && index >= dataset.limit) return;
    yield prepare(suite, row, index);
    index += 1;
  }
}

function prepare(suite: EvalSuite, place: DatasetRow, index: number): PreparedRow | DatasetError {
  const { row } = place;
  const scope = caseScope({ row });
  const { dataset } = suite;
  try {
    const text = canonicalJson(row);
    const rowHash = createHash('sha256').update(text).digest('hex');
    const id = dataset.id === undefined ? rowHash.slice(0, 16) : idOf(dataset.id.evaluate(scope));
    const inputs = Object.fromEntries(
      Object.entries(suite.inputs).map(([name, value]) => [name, value.evaluate(scope)]),
    );
    const cluster = dataset.cluster === undefined ? {} : { cluster: idOf(dataset.cluster.evaluate(scope)) };
    const tags = dataset.tags?.evaluate(scope);
    return { index, id, row, inputs, rowHash, ...cluster, tags: Array.isArray(tags) ? tags.map(String) : [], place };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return new DatasetError('dataset/bad-row', message, { file: place.file, line: place.line });
  }
}

function idOf(value: Json): string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new Error(`an id must be a text or a number, this row gives ${JSON.stringify(value)}`);
}

function inputProblem(row: PreparedRow, check: (inputs: JsonObject) => readonly string[]): DatasetError | undefined {
  const problems = check(row.inputs);
  if (problems.length === 0) return undefined;
  return new DatasetError('dataset/bad-row', `the case ${row.id}: ${problems.join('; ')}`, row.place);
}

/** One pass, a few bytes a row. */
class Scan {
  cases = 0;
  readonly #hash = createHash('sha256');
  readonly #seen = new Map<number, number>();
  readonly #files = new Set<string>();
  readonly #clusterIds = new Map<string, number>();
  readonly #clusters: number[] = [];
  readonly #tags = new Map<string, number[]>();
  readonly #rowHashes: string[] = [];

  add(row: PreparedRow): DatasetError | undefined {
    this.cases += 1;
    this.#files.add(row.place.file);
    this.#rowHashes.push(row.rowHash.slice(0, 16));
    if (row.cluster !== undefined) {
      const known = this.#clusterIds.get(row.cluster) ?? this.#clusterIds.size;
      this.#clusterIds.set(row.cluster, known);
      this.#clusters.push(known);
    }
    for (const tag of row.tags) {
      const rows = this.#tags.get(tag) ?? [];
      rows.push(row.index);
      this.#tags.set(tag, rows);
    }
    return this.#duplicate(row);
  }

  result(): PreparedDataset {
    // Sorted, so that the same rows in another order are the same dataset.
    for (const hash of this.#rowHashes.sort()) this.#hash.update(hash);
    return {
      hash: this.#hash.digest('hex'),
      cases: this.cases,
      files: [...this.#files],
      clusters: this.#clusters.length === 0 ? undefined : this.#clusters,
      tags: this.#tags,
    };
  }

  #duplicate(row: PreparedRow): DatasetError | undefined {
    const key = Number.parseInt(createHash('sha256').update(row.id).digest('hex').slice(0, 13), 16);
    const first = this.#seen.get(key);
    if (first === undefined) {
      this.#seen.set(key, row.place.line);
      return undefined;
    }
    return new DatasetError('dataset/duplicate-id', `the id ${row.id} stands at line ${first} already`, {
      ...row.place,
      hint: 'give rows an `id` of their own, or drop the copy',
    });
  }
}
