import { dirname, resolve } from 'node:path';
import {
  FailureError,
  type Json,
  type OpenTool,
  type ToolCall,
  type ToolHost,
  type ToolOpener,
  type ToolSpec,
} from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';
import { insideRoot } from '../path/inside-root.ts';
import { secretMasker } from '../secrets/mask-secrets.ts';
import { maskedFailure } from '../secrets/masked-failure.ts';
import { PostgresClient } from './postgres-client.ts';
import type { SqlClient } from './sql-client.ts';
import { sqlQuery } from './sql-query.ts';
import { SqliteClient } from './sqlite-client.ts';

export interface SqlToolOptions {
  /** Of one statement, waiting for its turn included. Default: 30,000. */
  readonly timeoutMs?: number;
}

/**
 * One statement on a SQLite file of the project (in a process of its own, so that a statement without end can be
 * stopped) or on a PostgreSQL server. The output is `{rows, changes}`; integers beyond 2^53 come as text, bytes as base64.
 */
export function sqlTool({ timeoutMs = 30_000 }: SqlToolOptions = {}): ToolOpener {
  return async (spec, host) => {
    const { url } = spec.config;
    const address = typeof url === 'string' ? host.secret(url) : undefined;
    const client = address === undefined ? openSqlite(spec, host, timeoutMs) : openPostgres(spec, address, timeoutMs);
    return sqlClientTool(spec.name, client, secretMasker(address === undefined ? [] : [address, passwordOf(address)]));
  };
}

function sqlClientTool(name: string, client: SqlClient, mask: (text: string) => string): OpenTool {
  return {
    async call({ arguments: given }: ToolCall, { signal }): Promise<Json> {
      try {
        const { rows, changes } = await client.query(sqlQuery(given), signal);
        return Object.freeze({ rows, changes });
      } catch (error) {
        if (!(error instanceof FailureError)) throw error;
        const { failure } = error;
        throw maskedFailure(new FailureError({ ...failure, detail: `${name}: ${failure.detail}` }), mask);
      }
    },
    close: () => client.close(),
  };
}

function openSqlite({ name, config, file }: ToolSpec, host: ToolHost, timeoutMs: number): SqlClient {
  const path = resolve(dirname(file), String(config['file']));
  const real = insideRoot(host.root, path);
  if (real === undefined) {
    const detail = `tool ${name}: the database is outside of the project`;
    throw toolFailure({ code: 'sql/outside-root', title: 'database refused', detail });
  }
  return new SqliteClient({
    file: real,
    readOnly: isReadOnly(config['mode']),
    maxRows: maxRowsOf(config['max_rows']),
    timeoutMs,
  });
}

function openPostgres({ config }: ToolSpec, url: string, timeoutMs: number): SqlClient {
  return new PostgresClient({
    url,
    readOnly: isReadOnly(config['mode']),
    maxRows: maxRowsOf(config['max_rows']),
    timeoutMs,
  });
}

function isReadOnly(mode: Json | undefined): boolean {
  return mode !== 'read_write';
}

function maxRowsOf(maxRows: Json | undefined): number {
  return typeof maxRows === 'number' ? maxRows : 10_000;
}

function passwordOf(url: string): string {
  return decodeURIComponent(URL.parse(url)?.password ?? '');
}
