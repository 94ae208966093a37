import { existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { JsonObject, OpenTool } from '@sluice/core';
import { afterAll, describe, expect, test } from 'vitest';
import { callTool, failureOf, testHost, toolSpec } from '../testing/tool-under-test.ts';
import { type SqlToolOptions, sqlTool } from './sql-tool.ts';

const outer = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-sql-')));
const root = join(outer, 'project');
mkdirSync(root);
const tools: OpenTool[] = [];
for (const file of [join(root, 'orders.sqlite'), join(outer, 'outside.sqlite')]) {
  const database = new DatabaseSync(file);
  database.exec(`
    CREATE TABLE orders (id TEXT PRIMARY KEY, status TEXT, total REAL, big INTEGER, raw BLOB);
    INSERT INTO orders VALUES ('A1', 'paid', 12.5, 9007199254740993, x'00ff'), ('A2', 'open', 3, 7, NULL);
    CREATE VIRTUAL TABLE notes USING fts5(text);
    INSERT INTO notes VALUES ('the parcel is late'), ('refund the customer');
  `);
  database.close();
}
afterAll(() => Promise.all(tools.map((tool) => tool.close())));

const forever = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) AS n FROM c';

describe('a query', () => {
  test('gives rows and changes as JSON', async () => {
    const tool = await open({});
    const query = 'SELECT * FROM orders WHERE id = :id';
    expect(await callTool(tool, { query, params: { id: 'A1' } })).toEqual({
      rows: [{ id: 'A1', status: 'paid', total: 12.5, big: '9007199254740993', raw: 'AP8=' }],
      changes: 0,
    });
    expect(await callTool(tool, { query, params: { id: 'none' } })).toEqual({ rows: [], changes: 0 });
    const search = { query: 'SELECT text FROM notes WHERE notes MATCH :words', params: { words: 'refund' } };
    expect(await callTool(tool, search)).toEqual({ rows: [{ text: 'refund the customer' }], changes: 0 });
    const list = {
      query: "SELECT value FROM json_each(:ids) WHERE ':no' <> :flag",
      params: { ids: ['a', 2], flag: true },
    };
    expect(await callTool(tool, list)).toEqual({ rows: [{ value: 'a' }, { value: 2 }], changes: 0 });
    expect(await callTool(tool, { query: 'PRAGMA table_info(orders)' })).toMatchObject({ rows: expect.any(Array) });
  });

  test('may change data where the tool says so', async () => {
    const tool = await open({ mode: 'read_write', file: './made.sqlite' });
    await callTool(tool, { query: 'CREATE TABLE t (n INTEGER)' });
    expect(await callTool(tool, { query: 'INSERT INTO t VALUES (1), (2)' })).toEqual({ rows: [], changes: 2 });
    const returning = { query: 'UPDATE t SET n = n + :by RETURNING n', params: { by: 10 } };
    expect(await callTool(tool, returning)).toEqual({ rows: [{ n: 11 }, { n: 12 }], changes: 2 });
    expect(await callTool(tool, { query: 'SELECT n FROM t' })).toEqual({ rows: [{ n: 11 }, { n: 12 }], changes: 0 });
  });

  test('is one statement whose names and values match', async () => {
    const tool = await open({});
    const code = async (given: JsonObject): Promise<unknown> => (await failureOf(callTool(tool, given))).code;
    expect(await code({ query: 'SELECT :a' })).toBe('sql/missing-parameter');
    expect(await code({ query: 'SELECT :constructor' })).toBe('sql/missing-parameter');
    expect(await code({ query: 'SELECT 1', params: { a: 1 } })).toBe('sql/unknown-parameter');
    expect(await code({ query: 'SELECT 1; DROP TABLE orders' })).toBe('sql/one-statement');
    expect(await callTool(tool, { query: "SELECT ';' AS a; -- done; really" })).toMatchObject({ rows: [{ a: ';' }] });
    expect(await failureOf(callTool(tool, { query: 'SELEC 1' }))).toMatchObject({
      type: 'tool',
      code: 'sql/failed',
      detail: 'tested: near "SELEC": syntax error',
    });
  });
});

describe('an attack', () => {
  test('through a value is only a value', async () => {
    const tool = await open({ mode: 'read_write' });
    for (const id of ["'; DROP TABLE orders; --", "' OR '1'='1", 'A1" OR 1=1', ':id', '\u0000', ';']) {
      const query = 'SELECT id FROM orders WHERE id = :id';
      expect(await callTool(tool, { query, params: { id } })).toEqual({ rows: [], changes: 0 });
    }
    expect(await callTool(tool, { query: 'SELECT count(*) AS n FROM orders' })).toMatchObject({ rows: [{ n: 2 }] });
  });

  test.each([
    "INSERT INTO orders (id) VALUES ('x')",
    'DELETE FROM orders',
    'DROP TABLE orders',
    'CREATE TABLE x (y)',
    "WITH gone AS (SELECT 1) DELETE FROM orders WHERE id = 'A1'",
    'PRAGMA user_version = 9',
    'PRAGMA journal_mode = DELETE',
    'PRAGMA writable_schema = ON',
    `ATTACH '${join(outer, 'outside.sqlite')}' AS other`,
    `VACUUM INTO '${join(outer, 'copy.sqlite')}'`,
    'BEGIN EXCLUSIVE',
    "SELECT load_extension('/tmp/evil.so')",
  ])('on a read-only tool is refused: %s', async (query) => {
    const tool = await open({});
    expect(await failureOf(callTool(tool, { query }))).toMatchObject({ type: 'tool' });
    expect(existsSync(join(outer, 'copy.sqlite'))).toBe(false);
    expect(await callTool(tool, { query: 'SELECT count(*) AS n FROM orders' })).toMatchObject({ rows: [{ n: 2 }] });
  });

  test('on another file is refused even where writing is allowed', async () => {
    const tool = await open({ mode: 'read_write' });
    for (const query of [
      `ATTACH '${join(outer, 'outside.sqlite')}' AS other`,
      `VACUUM INTO '${join(outer, 'copy.sqlite')}'`,
    ]) {
      expect(await failureOf(callTool(tool, { query }))).toMatchObject({ code: 'sql/not-allowed' });
    }
    symlinkSync(join(outer, 'outside.sqlite'), join(root, 'link.sqlite'));
    for (const file of ['../outside.sqlite', './link.sqlite', join(outer, 'outside.sqlite')]) {
      expect(await failureOf(open({ file }))).toMatchObject({ type: 'tool', code: 'sql/outside-root' });
    }
  });

  test('by a statement without end is stopped, and the next one works', async () => {
    const tool = await open({}, { timeoutMs: 2000 });
    const [endless, waiting] = [
      failureOf(callTool(tool, { query: forever })),
      failureOf(callTool(tool, { query: forever })),
    ];
    expect(await endless).toMatchObject({ type: 'timeout', code: 'sql/timeout' });
    expect(await waiting).toMatchObject({ type: 'timeout' });
    expect(await callTool(tool, { query: 'SELECT 1 AS n' })).toMatchObject({ rows: [{ n: 1 }] });
    const controller = new AbortController();
    const patient = await open({});
    const call = patient.call({ arguments: { query: forever } }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    expect(await failureOf(call)).toMatchObject({ type: 'cancelled' });
    expect(await callTool(patient, { query: 'SELECT 1 AS n' })).toMatchObject({ rows: [{ n: 1 }] });
  });

  test('by too many rows ends with a failure', async () => {
    const tool = await open({ max_rows: 3 });
    const query = 'SELECT value FROM json_each(:list)';
    expect(await callTool(tool, { query, params: { list: [1, 2, 3] } })).toMatchObject({ rows: [{}, {}, {}] });
    const failure = await failureOf(callTool(tool, { query, params: { list: [1, 2, 3, 4] } }));
    expect(failure).toMatchObject({ type: 'tool', code: 'sql/too-many-rows' });
    const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c';
    expect(await failureOf(callTool(tool, { query: endless }))).toMatchObject({ code: 'sql/too-many-rows' });
  });
});

test('a file that is missing, or no database, is named as such', async () => {
  expect(await failureOf(callTool(await open({ file: './none.sqlite' }), { query: 'SELECT 1' }))).toMatchObject({
    type: 'tool',
    code: 'sql/cannot-open',
  });
  writeFileSync(join(root, 'text.sqlite'), 'just text, and long enough to be looked at '.repeat(30));
  expect(await failureOf(callTool(await open({ file: './text.sqlite' }), { query: 'SELECT 1' }))).toMatchObject({
    code: 'sql/not-a-database',
  });
  expect(existsSync(join(root, 'none.sqlite'))).toBe(false);
});

function open(config: JsonObject, options: SqlToolOptions = {}): Promise<OpenTool> {
  const spec = toolSpec('sql', { file: './orders.sqlite', ...config }, join(root, 'pipeline.yaml'));
  return sqlTool(options)(spec, testHost(root)).then((tool) => {
    tools.push(tool);
    return tool;
  });
}
