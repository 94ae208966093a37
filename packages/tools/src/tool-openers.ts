import type { ModuleHost, ToolOpener } from '@sluice/core';
import { execTool } from './exec/exec-tool.ts';
import { fileTool } from './file/file-tool.ts';
import type { Resolve } from './http/address-guard.ts';
import { httpTool } from './http/http-tool.ts';
import { mcpTool } from './mcp/mcp-tool.ts';
import { moduleTool } from './module/module-tool.ts';
import { sqlTool } from './sql/sql-tool.ts';

export interface ToolOpenersOptions {
  /** Of one call, whatever the tool; each kind has its own default. */
  readonly timeoutMs?: number;
  /** Shared with transforms; without it each `module` tool has threads of its own. */
  readonly modules?: ModuleHost;
  /** Where `exec` finds PATH, HOME, LANG, LC_ALL, TZ and TMPDIR; it passes on nothing else. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How `http` resolves names. Default: as the system does. */
  readonly resolve?: Resolve;
  /** `methodsHash` of `mcp` tools by name, as a pipeline was planned with. */
  readonly frozenMethods?: Readonly<Record<string, string>>;
}

/** The opener of every builtin kind, by kind. Nothing heavy is loaded before a tool is called. */
export function toolOpeners(options: ToolOpenersOptions = {}): Readonly<Record<string, ToolOpener>> {
  const { timeoutMs, modules, environment, resolve, frozenMethods } = options;
  const timed = timeoutMs === undefined ? {} : { timeoutMs };
  return {
    http: httpTool({ ...timed, ...(resolve === undefined ? {} : { resolve }) }),
    sql: sqlTool(timed),
    file: fileTool,
    mcp: mcpTool({ ...timed, ...(frozenMethods === undefined ? {} : { frozen: frozenMethods }) }),
    exec: execTool({ ...timed, ...(environment === undefined ? {} : { environment }) }),
    module: moduleTool(modules),
  };
}
