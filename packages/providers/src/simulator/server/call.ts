import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorContext, VendorManners } from '../wire/endpoint.ts';
import type { WireFailure } from '../wire/failure.ts';
import type { Traffic } from './traffic.ts';
import type { World } from './world.ts';

/** One request on its way through the simulator. */
export interface Call {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly world: World;
  readonly traffic: Traffic;
  readonly manners: VendorManners;
  readonly context: ErrorContext;
  /** The headers of the answer, rate limits included. */
  readonly headers: Record<string, string>;
}

/** Answers with JSON. */
export function respond(call: Call, value: unknown): void {
  const body = JSON.stringify(value);
  call.response.writeHead(200, { ...call.headers, 'content-length': String(Buffer.byteLength(body)) }).end(body);
}

/** Answers with an error in the vendor's words. */
export function refuse(call: Call, failure: WireFailure): void {
  const answer = call.manners.error(failure, call.context);
  const body = JSON.stringify(answer.body);
  call.response
    .writeHead(answer.status, { ...call.headers, ...answer.headers, 'content-length': String(Buffer.byteLength(body)) })
    .end(body);
}
