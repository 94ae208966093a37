import { dirname } from 'node:path';
import type { ToolHost, ToolSpec } from '@sluice/core';

/** The declaration of an `mcp` tool, complete: secrets looked up. */
export interface McpConfig {
  readonly server: { readonly type: 'stdio'; readonly command: readonly string[] } | HttpServer;
  readonly allow: ReadonlySet<string>;
  /** Added to PATH, HOME and the few others that the SDK passes on. */
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly secrets: readonly string[];
}

interface HttpServer {
  readonly type: 'http';
  readonly url: URL;
  readonly bearer: string | undefined;
}

export function mcpConfig({ config, file }: ToolSpec, host: ToolHost): McpConfig {
  const names = Object.entries((config['env'] ?? {}) as Record<string, string>);
  const env = Object.fromEntries(names.map(([variable, secret]) => [variable, host.secret(secret)]));
  const bearerName = (config['auth'] as { bearer?: string } | undefined)?.bearer;
  const bearer = bearerName === undefined ? undefined : host.secret(bearerName);
  const { url, command } = config;
  return {
    server:
      typeof url === 'string'
        ? { type: 'http', url: new URL(url), bearer }
        : { type: 'stdio', command: command as readonly string[] },
    allow: new Set((config['allow'] ?? []) as readonly string[]),
    env,
    folder: dirname(file),
    secrets: [...Object.values(env), ...(bearer === undefined ? [] : [bearer])],
  };
}
