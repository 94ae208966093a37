import type { JsonObject, OpenTool } from '@sluice/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalPostgres, localPostgres } from '../testing/local-postgres.ts';
import { callTool, failureOf, testHost, toolSpec } from '../testing/tool-under-test.ts';
import { type SqlToolOptions, sqlTool } from './sql-tool.ts';

const password = 'p@ss/w0rd "x"';
const server: LocalPostgres | undefined = await localPostgres(password);
if (server === undefined) console.log('skipped: PostgreSQL is not installed (/usr/local/bin/postgres)');
const tools: OpenTool[] = [];

describe.skipIf(server === undefined)('a PostgreSQL tool', () => {
  beforeAll(async () => {
    const tool = await open({ mode: 'read_write' });
    await callTool(tool, {
      query:
        'CREATE TABLE orders (id text PRIMARY KEY, total numeric, big int8, day date, at timestamptz, data jsonb, raw bytea)',
    });
    const query = `INSERT INTO orders VALUES
      (:id, 12.50, 9007199254740993, '2026-11-21', '2026-11-21T10:00:00Z', :data, '\\x00ff'), ('A2', 3, 7, NULL, NULL, NULL, NULL)`;
    const inserted = await callTool(tool, { query, params: { id: 'A1', data: { a: [1, 'x'] } } });
    expect(inserted).toEqual({ rows: [], changes: 2 });
  });

  afterAll(async () => {
    await Promise.all(tools.map((tool) => tool.close()));
    await server?.[Symbol.asyncDispose]();
  });

  test('gives rows as JSON, and takes values by name', async () => {
    const tool = await open({});
    const one = {
      query: `SELECT *, ':no' AS text, '1'::int AS cast FROM orders WHERE id = :id AND id <> 'x'`,
      params: { id: 'A1' },
    };
    expect(await callTool(tool, one)).toEqual({
      rows: [
        {
          id: 'A1',
          total: 12.5,
          big: '9007199254740993',
          day: '2026-11-21',
          at: '2026-11-21T10:00:00.000Z',
          data: { a: [1, 'x'] },
          raw: 'AP8=',
          text: ':no',
          cast: 1,
        },
      ],
      changes: 0,
    });
    const many = {
      query: 'SELECT id FROM orders WHERE id = ANY(:ids) AND :flag ORDER BY id',
      params: { ids: ['A2', 'A1'], flag: true },
    };
    expect(await callTool(tool, many)).toEqual({ rows: [{ id: 'A1' }, { id: 'A2' }], changes: 0 });
    const concurrent = Array.from({ length: 40 }, (_, n) =>
      callTool(tool, { query: 'SELECT :n::int AS n', params: { n } }),
    );
    expect(await Promise.all(concurrent)).toEqual(
      Array.from({ length: 40 }, (_, n) => ({ rows: [{ n }], changes: 0 })),
    );
  });

  test.each([
    "INSERT INTO orders (id) VALUES ('x')",
    'DROP TABLE orders',
    'WITH gone AS (DELETE FROM orders RETURNING id) SELECT * FROM gone',
    'SET default_transaction_read_only = off',
    'COMMIT',
    "/* SELECT */ DELETE FROM orders WHERE id = 'A1'",
    "SELECT set_config('transaction_read_only', 'off', false)",
    'EXPLAIN ANALYZE DELETE FROM orders',
  ])('refuses on a read-only tool: %s', async (query) => {
    const tool = await open({});
    expect(await failureOf(callTool(tool, { query }))).toMatchObject({ type: 'tool' });
    expect(await callTool(tool, { query: 'SELECT count(*) AS n FROM orders' })).toEqual({
      rows: [{ n: 2 }],
      changes: 0,
    });
  });

  test('what a query on a read-only tool changes all the same does not outlast it', async () => {
    const tool = await open({});
    await callTool(tool, { query: 'SELECT lo_create(0)' });
    const objects = await callTool(tool, { query: 'SELECT count(*) AS n FROM pg_largeobject_metadata' });
    expect(objects).toEqual({ rows: [{ n: 0 }], changes: 0 });
    const off =
      "SELECT set_config('default_transaction_read_only', 'off', false), set_config('work_mem', '99MB', false)";
    await callTool(tool, { query: off });
    expect(await callTool(tool, { query: 'SHOW work_mem' })).not.toEqual({ rows: [{ work_mem: '99MB' }], changes: 0 });
  });

  test('takes an attack in a value as a value, and one statement only', async () => {
    const tool = await open({ mode: 'read_write' });
    for (const id of ["'; DROP TABLE orders; --", "' OR '1'='1", '$1', ':id']) {
      expect(await callTool(tool, { query: 'SELECT id FROM orders WHERE id = :id', params: { id } })).toEqual({
        rows: [],
        changes: 0,
      });
    }
    for (const query of ['SELECT 1; DROP TABLE orders', 'SELECT $$a$$; DELETE FROM orders']) {
      expect(await failureOf(callTool(tool, { query }))).toMatchObject({ code: 'sql/one-statement' });
    }
  });

  test('stops what takes too long or gives too much', async () => {
    const slow = await open({}, { timeoutMs: 300 });
    expect(await failureOf(callTool(slow, { query: 'SELECT pg_sleep(30)' }))).toMatchObject({
      type: 'timeout',
      code: 'sql/timeout',
    });
    const narrow = await open({ max_rows: 5 });
    const endless = { query: 'SELECT generate_series(1, 1000000000) AS n' };
    expect(await failureOf(callTool(narrow, endless))).toMatchObject({ code: 'sql/too-many-rows' });
    const controller = new AbortController();
    const call = narrow.call({ arguments: { query: 'SELECT pg_sleep(20)' } }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    expect(await failureOf(call)).toMatchObject({ type: 'cancelled' });
    expect(await callTool(narrow, { query: 'SELECT 1 AS n' })).toEqual({ rows: [{ n: 1 }], changes: 0 });
  });

  test('says what failed, and never the password', async () => {
    const tool = await open({});
    expect(await failureOf(callTool(tool, { query: 'SELECT * FROM nowhere' }))).toMatchObject({
      type: 'tool',
      code: 'sql/42p01',
      detail: 'tested: relation "nowhere" does not exist',
    });
    const leak = await failureOf(callTool(tool, { query: 'SELECT :x::int', params: { x: password } }));
    expect(leak.detail).toBe('tested: invalid input syntax for type integer: "***"');
    const wrong = await open({}, {}, String(server?.url).replace('p%40ss', 'wrong'));
    expect(await failureOf(callTool(wrong, { query: 'SELECT 1' }))).toMatchObject({ type: 'auth' });
    const closed = await open({}, {}, 'postgres://u:secret@127.0.0.1:1/db');
    const unreachable = await failureOf(callTool(closed, { query: 'SELECT 1' }));
    expect(unreachable).toMatchObject({ type: 'network', code: 'sql/network' });
    expect(unreachable.detail).not.toContain('secret');
  });
});

async function open(config: JsonObject, options: SqlToolOptions = {}, url = String(server?.url)): Promise<OpenTool> {
  const tool = await sqlTool(options)(
    toolSpec('sql', { url: 'DATABASE', ...config }),
    testHost('/project', { DATABASE: url }),
  );
  tools.push(tool);
  return tool;
}
