import type { Json, JsonObject } from '@sluice/core';
import { toolFailure } from '../failure/tool-failure.ts';

/**
 * The URL of a request: `path` below `baseUrl` with each `{name}` replaced by its URI-encoded value.
 * Whatever would lead to another host, or above the base, throws `invalid_request`.
 */
export function requestUrl(baseUrl: URL, { path, params, query }: UrlParts): URL {
  if (/[\\#\s]|^\/\//.test(path))
    throw refused('http/bad-path', `the path ${JSON.stringify(path)} is not a plain path`);
  const filled = fill(path, params);
  const [pathname = ''] = filled.split('?', 1);
  // Both forms of a dot segment are resolved by every URL parser, ours and the server's.
  if (pathname.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) {
    throw refused(
      'http/path-traversal',
      `the path ${JSON.stringify(path)} would lead to another place with these values`,
    );
  }
  const prefix = baseUrl.pathname.replace(/\/+$/, '');
  const url = new URL(`${baseUrl.origin}${prefix}${filled.startsWith('/') ? '' : '/'}${filled}`);
  if (url.origin !== baseUrl.origin || !url.pathname.startsWith(`${prefix}/`)) {
    throw refused('http/path-traversal', `the path ${JSON.stringify(path)} leads out of \`base_url\``);
  }
  for (const [name, value] of Object.entries(query)) addQuery(url.searchParams, name, value);
  return url;
}

export interface UrlParts {
  readonly path: string;
  readonly params: JsonObject;
  readonly query: JsonObject;
}

function fill(path: string, params: JsonObject): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (!isScalar(value) || value === '') {
      throw refused('http/bad-parameter', `{${name}} of the path has no value, or one that is not text or a number`);
    }
    return encodeURIComponent(String(value).toWellFormed());
  });
}

function addQuery(search: URLSearchParams, name: string, value: Json): void {
  for (const item of Array.isArray(value) ? value : [value]) {
    if (item === null) continue;
    if (!isScalar(item))
      throw refused('http/bad-parameter', `\`${name}\` of the query is not text, a number or a list`);
    search.append(name, String(item));
  }
}

function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

// The values themselves are not repeated: they may be personal data.
function refused(code: string, detail: string): Error {
  return toolFailure({ type: 'invalid_request', code, title: 'request refused', detail });
}
