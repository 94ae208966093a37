import { createHash, hash } from 'node:crypto';
import { basename } from 'node:path';
import type { Json, JsonObject } from '@sluice/core';
import type { DatasetRow } from '../dataset/dataset-row.ts';
import { DatasetError } from '../dataset/dataset-row.ts';
import { readDataset } from '../dataset/open-dataset.ts';
import type { EvalSuite, Variant } from '../suite/eval-suite.ts';
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
  /** Of the used rows, whatever their order. */
  readonly hash: string;
  /** Of the used rows in their order: samples are filed by place, so a run is taken up only where it is the same. */
  readonly order: string;
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
  readonly checkInputs: (inputs: JsonObject, variant: Variant) => readonly string[];
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
    } else {
      const problem = scan.add(prepared) ?? inputProblem(prepared, options);
      if (problem) findings.push(problem);
    }
    if (findings.length >= (options.maxFindings ?? 20)) break;
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
  for await (const row of readDataset(dataset.paths)) {
    if (row instanceof DatasetError) {
      yield row;
      continue;
    }
    const used = isUsed(dataset, row);
    if (used instanceof DatasetError) yield used;
    if (used !== true) continue;
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
    const rowHash = hash('sha256', canonicalJson(row));
    const id = dataset.id === undefined ? rowHash.slice(0, 16) : idOf(dataset.id.evaluate(scope));
    const inputs = Object.fromEntries(
      Object.entries(suite.inputs).map(([name, value]) => [name, value.evaluate(scope)]),
    );
    const cluster = dataset.cluster === undefined ? {} : { cluster: idOf(dataset.cluster.evaluate(scope)) };
    const tags = dataset.tags?.evaluate(scope);
    return { index, id, row, inputs, rowHash, ...cluster, tags: tagsOf(tags), place };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return new DatasetError('dataset/bad-row', message, { file: place.file, line: place.line });
  }
}

/** A list of tags; of a map, `key=value` for each. */
function tagsOf(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.map(tagText);
  if (value === null || typeof value !== 'object') return value === undefined ? [] : [tagText(value)];
  return Object.entries(value).map(([key, tag]) => `${key}=${tagText(tag)}`);
}

function tagText(value: Json): string {
  if (value !== null && typeof value === 'object')
    throw new Error(`a tag must be a text, not ${JSON.stringify(value)}`);
  return String(value);
}

function idOf(value: Json): string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new Error(`an id must be a text or a number, this row gives ${JSON.stringify(value)}`);
}

/** What a variant gives the pipeline for a row: the suite's inputs under its own. */
export function inputsOf({ row, inputs }: PreparedRow, variant: Pick<Variant, 'inputs'>): JsonObject {
  const own = Object.entries(variant.inputs);
  if (own.length === 0) return inputs;
  const scope = caseScope({ row });
  return { ...inputs, ...Object.fromEntries(own.map(([name, value]) => [name, value.evaluate(scope)])) };
}

function inputProblem(row: PreparedRow, { suite, checkInputs }: PrepareOptions): DatasetError | undefined {
  try {
    const problems = suite.variants.flatMap((variant) => checkInputs(inputsOf(row, variant), variant));
    if (problems.length === 0) return undefined;
    const distinct = [...new Set(problems)].join('; ');
    return new DatasetError('dataset/bad-row', `the case ${row.id}: ${distinct}`, row.place);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return new DatasetError('dataset/bad-row', `the case ${row.id}: ${message}`, row.place);
  }
}

/** One pass, a few bytes a row. */
class Scan {
  cases = 0;
  /** Of the rows whatever their order: the sum of their hashes. */
  #sum = 0n;
  readonly #order = createHash('sha256');
  /** Hash of an id to its place: number of the file times 2^32, plus the line. */
  readonly #seen = new Map<number, number>();
  readonly #files = new Map<string, number>();
  readonly #clusterIds = new Map<string, number>();
  readonly #clusters: number[] = [];
  readonly #tags = new Map<string, number[]>();

  add(row: PreparedRow): DatasetError | undefined {
    this.cases += 1;
    if (!this.#files.has(row.place.file)) this.#files.set(row.place.file, this.#files.size);
    this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${row.rowHash}`));
    this.#order.update(row.rowHash);
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
    return {
      hash: createHash('sha256').update(this.#sum.toString(16)).digest('hex'),
      order: this.#order.digest('hex'),
      cases: this.cases,
      files: [...this.#files.keys()],
      clusters: this.#clusters.length === 0 ? undefined : this.#clusters,
      tags: this.#tags,
    };
  }

  #duplicate({ id, place }: PreparedRow): DatasetError | undefined {
    const key = Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 13), 16);
    const number = this.#files.get(place.file) ?? 0;
    const first = this.#seen.get(key);
    if (first === undefined) {
      this.#seen.set(key, number * 2 ** 32 + place.line);
      return undefined;
    }
    const line = first % 2 ** 32;
    const file = [...this.#files.keys()][(first - line) / 2 ** 32] ?? place.file;
    const where = file === place.file ? `line ${line}` : `${basename(file)}:${line}`;
    return new DatasetError('dataset/duplicate-id', `the id ${id} stands at ${where} already`, {
      ...place,
      hint: 'give rows an `id` of their own, or drop the copy',
    });
  }
}
