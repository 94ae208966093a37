import { createReadStream } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { isObject, type JsonObject } from '../wire/json.ts';
import type { AnswerRow, AnswerTable } from './profile.ts';
import type { ProfileNode } from './profile-node.ts';

/**
 * Reads a `table`: a JSONL file, a list of rows, or `{ file, key, right, wrong }` with the path of each in a row, so
 * that a dataset can serve as its own table of answers. Paths of files are relative to the profile.
 */
export async function readTable(node: ProfileNode, folder: string): Promise<AnswerTable> {
  const columns = columnsOf(node);
  const file = typeof node.value === 'string' ? node.value : node.field('file').string();
  const rows = Array.isArray(node.value)
    ? node.value
    : file === undefined
      ? noFile(node)
      : await readRows(node, resolvePath(folder, file));
  const table = new Map<string, AnswerRow>();
  rows.forEach((row, at) => {
    const key = isObject(row) ? valueAt(row, columns.key) : undefined;
    const right = isObject(row) ? pick(row, columns.right) : undefined;
    if (!isObject(row) || (typeof key !== 'string' && typeof key !== 'number') || right === undefined) {
      node.problem(
        `row ${at + 1} needs \`${columns.key}\` (a text or a number) and \`${JSON.stringify(columns.right)}\``,
      );
      return;
    }
    table.set(String(key), { right, wrong: wrongOf(pick(row, columns.wrong)) });
  });
  return { rows: table, rights: distinct([...table.values()].map((row) => row.right)) };
}

interface Columns {
  readonly key: string;
  /** A path, or names with a path each: they make an object. */
  readonly right: string | JsonObject;
  readonly wrong: string | JsonObject;
}

function columnsOf(node: ProfileNode): Columns {
  const standard: Columns = { key: 'key', right: 'right', wrong: 'wrong' };
  if (!isObject(node.value)) return standard;
  node.object(['file', 'rows', 'key', 'right', 'wrong']);
  const column = (name: 'right' | 'wrong'): string | JsonObject => {
    const field = node.field(name);
    if (field.absent) return standard[name];
    return isObject(field.value) ? field.value : (field.string() ?? standard[name]);
  };
  return { key: node.field('key').string() ?? standard.key, right: column('right'), wrong: column('wrong') };
}

function noFile(node: ProfileNode): readonly unknown[] {
  const rows = node.field('rows');
  if (rows.absent) node.problem('must be a JSONL file, a list of rows, or an object with `file` or `rows`');
  return Array.isArray(rows.value) ? rows.value : [];
}

function resolvePath(folder: string, file: string): string {
  return isAbsolute(file) ? file : resolve(folder, file);
}

async function readRows(node: ProfileNode, path: string): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
      line += 1;
      if (text.trim() !== '') rows.push(JSON.parse(text));
    }
  } catch (error) {
    node.problem(`${path}${line === 0 ? '' : `:${line}`}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return rows;
}

/** The value at a dotted path. */
function valueAt(row: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), row);
}

function pick(row: JsonObject, column: string | JsonObject): unknown {
  if (typeof column === 'string') return valueAt(row, column);
  return Object.fromEntries(Object.entries(column).map(([name, path]) => [name, valueAt(row, String(path))]));
}

function wrongOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function distinct(values: readonly unknown[]): readonly unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
