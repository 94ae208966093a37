import type { IncomingMessage, ServerResponse } from 'node:http';
import { seededHash } from '../random/seeded.ts';
import { invalidRequest, RefusedRequest } from '../wire/failure.ts';
import { isObject } from '../wire/json.ts';
import { answerAdmin } from './answer-admin.ts';
import { answerGeneration } from './answer-generation.ts';
import { answerLookup } from './answer-lookup.ts';
import { type Call, refuse, respond } from './call.ts';
import { findRoute, listedModel, type Route, vendorOf } from './find-route.ts';
import type { Host } from './host.ts';
import { listModels } from './list-models.ts';
import { manners } from './manners.ts';
import { readBody } from './read-body.ts';

/** Answers one HTTP request; never throws. */
export async function handleRequest(host: Host, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { path, query } = targetOf(incoming);
  if (path.startsWith('/__simulator/')) {
    answerAdmin(host, { path, query, method: incoming.method ?? 'GET' }, response);
    return;
  }
  const { traffic } = host;
  traffic.began();
  response.once('close', () => traffic.ended(response.statusCode, !response.writableFinished));
  const route = findRoute(path);
  const call = openCall(host, { incoming, response, path, query, route });
  try {
    await answer(call, { host, route, path, query });
  } catch (error) {
    if (response.headersSent || response.destroyed) response.destroy();
    else
      refuse(
        call,
        error instanceof RefusedRequest
          ? error.failure
          : { kind: 'server_error', message: `the simulator failed: ${String(error)}` },
      );
  }
}

interface Opening {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly route: Route | undefined;
}

function openCall(host: Host, { incoming, response, path, query, route }: Opening): Call {
  const world = host.world();
  const vendor = route?.endpoint.vendor ?? vendorOf(path, incoming.headers, query);
  const requestId = manners[vendor].requestId(world.identifier);
  const context = { requestId, route: route?.endpoint.route ?? path, version: route?.pathVersion ?? 'v1' };
  return {
    incoming,
    response,
    world,
    traffic: host.traffic,
    manners: manners[vendor],
    context,
    headers: manners[vendor].headers(requestId),
  };
}

interface Target {
  readonly host: Host;
  readonly route: Route | undefined;
  readonly path: string;
  readonly query: URLSearchParams;
}

async function answer(call: Call, { host, route, path, query }: Target): Promise<void> {
  const { incoming, traffic, world } = call;
  traffic.asked('byRoute', route?.endpoint.route ?? 'unknown');
  const text = await readBody(incoming);
  const { method = 'GET', headers, url = '' } = incoming;
  const body = text === undefined || text === '' ? undefined : parsed(text);
  host.log.add({ method, path: url, headers, body: body instanceof SyntaxError ? text : body });
  checkKey(call, query);
  const listed = method === 'GET' ? listedModel(path) : undefined;
  if (listed !== undefined) {
    respond(call, listModels(world, call.manners.vendor, listed === '' ? undefined : listed));
    return;
  }
  if (route === undefined)
    throw new RefusedRequest({ kind: 'route_not_found', message: `Invalid URL (${method} ${path})` });
  if (method !== 'POST') throw new RefusedRequest({ kind: 'method_not_allowed' });
  if (text === undefined) throw new RefusedRequest({ kind: 'too_large' });
  if (body instanceof SyntaxError || !isObject(body)) throw unreadable(body);
  const { endpoint, pathModel, pathVersion } = route;
  const request = { body, headers, query, pathModel, pathVersion };
  const asked = { request, fingerprint: seededHash(`${world.profile.seed}\u0000${path}\u0000${text}`) };
  if (endpoint.kind === 'generation') await answerGeneration(call, endpoint, asked);
  else await answerLookup(call, endpoint, asked);
}

function checkKey(call: Call, query: URLSearchParams): void {
  const key = call.manners.keyOf(call.incoming.headers, query);
  if (key === undefined || key === '') throw new RefusedRequest({ kind: 'missing_key' });
  const { keys } = call.world.profile;
  if (keys !== undefined && !keys.includes(key)) throw new RefusedRequest({ kind: 'invalid_key' });
}

/** The parsed body, or the error of parsing it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

function unreadable(body: unknown): RefusedRequest {
  if (!(body instanceof SyntaxError)) return invalidRequest('The request body must be a JSON object.');
  return invalidRequest(`We could not parse the JSON body of your request: ${body.message.slice(0, 80)}`);
}

function targetOf(incoming: IncomingMessage): { path: string; query: URLSearchParams } {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  return { path: mark < 0 ? url : url.slice(0, mark), query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)) };
}
