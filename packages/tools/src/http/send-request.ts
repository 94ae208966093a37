import type { Agent, Dispatcher } from 'undici';
import { toolFailure } from '../failure/tool-failure.ts';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers that only the first host may see. */
  readonly authHeaders: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface SendOptions {
  readonly agent: Agent;
  readonly signal: AbortSignal;
  /** Other hosts that a redirect may lead to. */
  readonly allowHosts: ReadonlySet<string>;
}

/** Sends a request and follows redirects: on the same host, or to one that is allowed; never from https to http. */
export async function sendRequest(request: HttpRequest, options: SendOptions): Promise<Dispatcher.ResponseData> {
  const first = request.url;
  let current = request;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await sendOnce(current, options);
    const target = redirectTarget(response, current.url);
    if (target === undefined) return response;
    await response.body.dump();
    if (!mayFollow(first, target, options.allowHosts)) throw refusedRedirect(target);
    current = redirected(current, { target, status: response.statusCode, sameOrigin: target.origin === first.origin });
  }
  const detail = `more than ${maxRedirects} redirects`;
  throw toolFailure({ code: 'http/too-many-redirects', title: 'request failed', detail });
}

function sendOnce({ method, url, headers, authHeaders, body }: HttpRequest, { agent, signal }: SendOptions) {
  return agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: method as Dispatcher.HttpMethod,
    headers: { ...headers, ...authHeaders },
    body: body ?? null,
    signal,
  });
}

function redirectTarget({ statusCode, headers }: Dispatcher.ResponseData, from: URL): URL | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(statusCode) || typeof location !== 'string') return undefined;
  return URL.parse(location, from.href) ?? undefined;
}

function mayFollow(first: URL, target: URL, allowHosts: ReadonlySet<string>): boolean {
  if (target.protocol !== 'https:' && target.protocol !== first.protocol) return false;
  const hostname = target.hostname.replace(/^\[|\]$/g, '');
  return target.host === first.host || allowHosts.has(hostname) || allowHosts.has(target.host);
}

interface Redirect {
  readonly target: URL;
  readonly status: number;
  readonly sameOrigin: boolean;
}

/** As browsers do it: only 307 and 308 repeat the method and the body. */
function redirected(request: HttpRequest, { target, status, sameOrigin }: Redirect): HttpRequest {
  const authHeaders = sameOrigin ? request.authHeaders : {};
  if (status >= 307 || request.method === 'GET' || request.method === 'HEAD')
    return { ...request, url: target, authHeaders };
  const { 'content-type': _dropped, ...headers } = request.headers;
  return { method: 'GET', url: target, headers, authHeaders, body: undefined };
}

function refusedRedirect(target: URL): Error {
  return toolFailure({
    code: 'http/redirect-refused',
    title: 'redirect refused',
    detail: `the server redirects to ${target.protocol}//${target.host}, another host`,
    hint: `name it in the tool's \`allow_hosts\` if that is right`,
  });
}

const maxRedirects = 5;
