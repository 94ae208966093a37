import {
  type AbortSignalLike,
  FailureError,
  type Json,
  type JsonObject,
  type OpenTool,
  type ToolCall,
  type ToolOpener,
} from '@sluice/core';
import type { Agent } from 'undici';
import { toolFailure } from '../failure/tool-failure.ts';
import { secretMasker } from '../secrets/mask-secrets.ts';
import { maskedFailure } from '../secrets/masked-failure.ts';
import { limitSignal } from '../signal/limit-signal.ts';
import { type Resolve, resolveWithSystem } from './address-guard.ts';
import { guardedAgent } from './guarded-agent.ts';
import { type HttpConfig, httpConfig, lowerCaseNames } from './http-config.ts';
import { bodyValue, readBody } from './read-response.ts';
import { requestUrl } from './request-url.ts';
import { type HttpRequest, sendRequest } from './send-request.ts';
import { statusFailure } from './status-failure.ts';
import { transportFailure } from './transport-failure.ts';

export interface HttpToolOptions {
  /** Of one call, redirects included. Default: 60,000. */
  readonly timeoutMs?: number;
  /** Default: as the system resolves names. */
  readonly resolve?: Resolve;
}

/**
 * Requests below one `base_url`. The output is the body: JSON or text, `null` when empty; for `HEAD`, `{status, headers}`.
 * A status that is no success is a failure of the closed taxonomy.
 */
export function httpTool({ timeoutMs = 60_000, resolve = resolveWithSystem }: HttpToolOptions = {}): ToolOpener {
  return async (spec, host) => {
    const config = httpConfig(spec, host);
    return new HttpTool(config, { timeoutMs, resolve });
  };
}

class HttpTool implements OpenTool {
  readonly #config: HttpConfig;
  readonly #options: Required<HttpToolOptions>;
  readonly #mask: (text: string) => string;
  #agent: Promise<Agent> | undefined;

  constructor(config: HttpConfig, options: Required<HttpToolOptions>) {
    this.#config = config;
    this.#options = options;
    this.#mask = secretMasker(config.secrets);
  }

  async call(call: ToolCall, { signal }: { readonly signal: AbortSignalLike }): Promise<Json> {
    const name = `${methodOf(call.arguments)} ${String(call.arguments['path'])}`;
    using limited = limitSignal(signal, this.#options.timeoutMs);
    try {
      return await this.#exchange(call, { name, signal: limited.signal });
    } catch (error) {
      const failure =
        limited.failure(`${this.#config.name}: ${name}`) ?? (error instanceof FailureError ? error : undefined);
      throw maskedFailure(failure ?? transportFailure(error, `${this.#config.name}: ${name}`), this.#mask);
    }
  }

  async close(): Promise<void> {
    const agent = await this.#agent;
    await agent?.destroy();
  }

  async #exchange(call: ToolCall, { name, signal }: { name: string; signal: AbortSignal }): Promise<Json> {
    const { allowHosts, maxBytes } = this.#config;
    const request = requestOf(call, this.#config);
    this.#agent ??= guardedAgent({ allowHosts, resolve: this.#options.resolve });
    const response = await sendRequest(request, { agent: await this.#agent, signal, allowHosts });
    const text = await readBody(response, maxBytes);
    const { statusCode: status, headers } = response;
    const failure = statusFailure({ status, headers, text, request: `${this.#config.name}: ${name}` });
    if (failure !== undefined) throw failure;
    if (request.method === 'HEAD') return { status, headers: headers as JsonObject };
    return bodyValue(text, response, call.arguments['response'] as string | undefined);
  }
}

function requestOf({ arguments: given, idempotencyKey }: ToolCall, config: HttpConfig): HttpRequest {
  const method = methodOf(given);
  const { path, params = {}, query = {}, headers = {}, body } = given;
  const url = requestUrl(config.baseUrl, {
    path: String(path),
    params: params as JsonObject,
    query: query as JsonObject,
  });
  const keyed = idempotencyKey !== undefined && method !== 'GET' && method !== 'HEAD';
  const typed = body !== undefined;
  const own = { ...config.headers, ...callHeaders(headers as JsonObject, config) };
  return {
    method,
    url,
    headers: {
      'user-agent': 'sluice',
      accept: 'application/json, text/*;q=0.9, */*;q=0.8',
      ...(typed ? { 'content-type': 'application/json' } : {}),
      ...own,
      ...(keyed ? { 'idempotency-key': idempotencyKey } : {}),
    },
    authHeaders: config.authHeaders,
    body: typed ? JSON.stringify(body) : undefined,
  };
}

function callHeaders(headers: JsonObject, { authHeaders }: HttpConfig): Record<string, string> {
  const own = lowerCaseNames(headers);
  const forbidden = Object.keys(own).find((name) => reservedHeaders.has(name) || Object.hasOwn(authHeaders, name));
  if (forbidden === undefined) return own;
  const detail = `a step may not set the header \`${forbidden}\``;
  throw toolFailure({ type: 'invalid_request', code: 'http/reserved-header', title: 'request refused', detail });
}

const reservedHeaders: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
  'proxy-authorization',
]);

function methodOf({ method }: JsonObject): string {
  return typeof method === 'string' ? method : 'GET';
}
