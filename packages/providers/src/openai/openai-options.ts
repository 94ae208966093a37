import { UsageError } from '@sluice/core';
import { gatewayAt, gatewayNamed, gatewayNames } from '../compatible/find-gateway.ts';
import type { Gateway } from '../compatible/gateway.ts';
import { type Fetch, openTransport } from '../wire/fetch.ts';
import { type OpenaiClients, openaiClients } from './openai-client.ts';
import type { OpenaiSettings } from './openai-settings.ts';

export interface OpenaiOptions {
  /** The provider's name in the configuration. */
  readonly name: string;
  /** Absent: no authorization is sent. */
  readonly apiKey?: string;
  /** Absent: the gateway's own, where it has one. */
  readonly baseUrl?: string;
  readonly api: 'chat' | 'responses';
  /** A row of the gateway table. Absent: recognised by the host of `baseUrl`, else an unknown server. */
  readonly compatible?: string;
  /** In place of the network. */
  readonly fetch?: Fetch;
  /** Azure: sent as `api-version`, with the model as the deployment in the path. */
  readonly apiVersion?: string;
  /** Sent with every request, such as `OpenAI-Organization`. Their values are kept out of errors. */
  readonly defaultHeaders?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970; replaceable in tests. */
  readonly now?: () => number;
}

/** The settings with the clients that serve them. */
export interface OpenaiConnection extends OpenaiSettings {
  readonly clients: OpenaiClients;
}

/** Throws `UsageError` for an unknown gateway, one without an address, or one without the asked API. */
export function connectOpenai(options: OpenaiOptions): OpenaiConnection {
  const gateway = findGateway(options);
  const baseUrl = options.baseUrl ?? gateway.baseUrl;
  if (baseUrl === undefined) {
    const hint = `give base_url of provider "${options.name}"`;
    throw new UsageError('provider/no-base-url', `"${gateway.name}" has no address of its own`, hint);
  }
  if (options.api === 'responses' && !gateway.responses && gateway.name !== 'custom') {
    throw new UsageError('provider/no-responses', `"${gateway.name}" has no Responses API`, 'use api: chat');
  }
  const { apiKey } = options;
  const headers = options.defaultHeaders ?? {};
  const settings: OpenaiSettings = {
    name: options.name,
    apiKey: apiKey === '' ? undefined : apiKey,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    api: options.api,
    gateway,
    apiVersion: options.apiVersion,
    headers,
    transport: options.fetch === undefined ? openTransport() : { fetch: options.fetch, close: async () => undefined },
    now: options.now ?? (() => performance.timeOrigin + performance.now()),
    secrets: [...(apiKey === undefined ? [] : [apiKey]), ...secretHeaders(headers)],
  };
  return { ...settings, clients: openaiClients(settings) };
}

function findGateway({ compatible, baseUrl }: OpenaiOptions): Gateway {
  if (compatible === undefined) return gatewayAt(baseUrl ?? 'https://api.openai.com/v1');
  const gateway = gatewayNamed(compatible);
  if (gateway !== undefined) return gateway;
  const hint = `use one of ${gatewayNames.join(', ')}`;
  throw new UsageError('provider/unknown-gateway', `no gateway is named "${compatible}"`, hint);
}

/** Organisation ids and titles are no secrets; anything that looks like authorization is. */
function secretHeaders(headers: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(headers).filter((name) => /auth|key|token|secret|cookie/i.test(name));
  return names.flatMap((name) => [headers[name] ?? '', (headers[name] ?? '').replace(/^Bearer\s+/i, '')]);
}
