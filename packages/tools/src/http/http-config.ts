import type { JsonObject, ToolHost, ToolSpec } from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';

/** The declaration of an `http` tool, complete: secrets looked up, defaults filled in. */
export interface HttpConfig {
  readonly name: string;
  /** Without a slash at its end. */
  readonly baseUrl: URL;
  /** Sent to the host of `baseUrl` alone. */
  readonly authHeaders: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowHosts: ReadonlySet<string>;
  readonly maxBytes: number;
  readonly secrets: readonly string[];
}

export function httpConfig({ name, config }: ToolSpec, host: ToolHost): HttpConfig {
  const baseUrl = new URL(String(config['base_url']));
  if (baseUrl.username !== '' || baseUrl.password !== '') {
    const detail = `tool ${name}: \`base_url\` must not hold a user or a password`;
    throw toolFailure({
      type: 'invalid_request',
      code: 'http/credentials-in-url',
      title: 'wrong tool',
      detail,
      hint: 'use `auth`',
    });
  }
  const { headers: authHeaders, secrets } = authOf((config['auth'] ?? {}) as AuthConfig, host);
  const allowHosts = ((config['allow_hosts'] ?? []) as readonly string[]).map((allowed) => allowed.toLowerCase());
  return {
    name,
    baseUrl,
    authHeaders,
    headers: lowerCaseNames((config['headers'] ?? {}) as JsonObject),
    allowHosts: new Set(allowHosts),
    maxBytes: (config['max_bytes'] as number | undefined) ?? defaultMaxBytes,
    secrets,
  };
}

export function lowerCaseNames(headers: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

interface AuthConfig {
  readonly bearer?: string;
  readonly basic?: { readonly username: string; readonly password: string };
  readonly header?: { readonly name: string; readonly secret: string };
}

interface Auth {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

function authOf({ bearer, basic, header }: AuthConfig, host: ToolHost): Auth {
  if (bearer !== undefined) {
    const token = host.secret(bearer);
    return { headers: { authorization: `Bearer ${token}` }, secrets: [token] };
  }
  if (basic !== undefined) {
    const password = host.secret(basic.password);
    const pair = Buffer.from(`${basic.username}:${password}`).toString('base64');
    return { headers: { authorization: `Basic ${pair}` }, secrets: [password, pair] };
  }
  if (header === undefined) return { headers: {}, secrets: [] };
  const value = host.secret(header.secret);
  return { headers: { [header.name.toLowerCase()]: value }, secrets: [value] };
}

const defaultMaxBytes = 10_000_000;
