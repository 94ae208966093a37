import type { ServerResponse } from 'node:http';
import type { Host } from './host.ts';

/** A request to the simulator itself. */
export interface AdminRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly method: string;
}

/** `GET /__simulator/stats`, `GET /__simulator/requests?last=N`, `POST /__simulator/reset`. They are not counted. */
export function answerAdmin(host: Host, { path, query, method }: AdminRequest, response: ServerResponse): void {
  const [status, body] = adminAnswer(host, query, `${method} ${path}`);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function adminAnswer(host: Host, query: URLSearchParams, asked: string): readonly [status: number, body: unknown] {
  switch (asked) {
    case 'GET /__simulator/stats':
      return [200, host.traffic.stats()];
    case 'GET /__simulator/requests':
      return [200, host.log.last(Number(query.get('last') ?? 20))];
    case 'POST /__simulator/reset':
      host.reset();
      return [200, { ok: true }];
    default:
      return [
        404,
        { error: 'known are GET /__simulator/stats, GET /__simulator/requests?last=N, POST /__simulator/reset' },
      ];
  }
}
