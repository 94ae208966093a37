import type { IncomingHttpHeaders } from 'node:http';

/** One request as `GET /__simulator/requests` shows it. */
export interface LoggedRequest {
  /** RFC 3339. */
  readonly at: string;
  readonly method: string;
  /** Without the values of keys in the query. */
  readonly path: string;
  /** Credentials are replaced by `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const kept = 200;
const secretHeader = /^(authorization|proxy-authorization|cookie|x-api-key|x-goog-api-key|api-key)$/u;

/** The last requests, in a ring. */
export class RequestLog {
  #requests: { at: number; method: string; path: string; headers: IncomingHttpHeaders; body: unknown }[] = [];
  #next = 0;

  add(request: { method: string; path: string; headers: IncomingHttpHeaders; body: unknown }): void {
    this.#requests[this.#next % kept] = { at: Date.now(), ...request };
    this.#next += 1;
  }

  /** The last `count` requests, oldest first. */
  last(count: number): readonly LoggedRequest[] {
    const start = this.#next % kept;
    const inOrder =
      this.#next <= kept ? this.#requests : [...this.#requests.slice(start), ...this.#requests.slice(0, start)];
    const wanted = Math.max(0, Math.min(count, inOrder.length));
    return inOrder.slice(inOrder.length - wanted).map((request) => ({
      ...request,
      at: new Date(request.at).toISOString(),
      path: request.path.replaceAll(/([?&](?:key|api[-_]?key)=)[^&]*/giu, '$1[redacted]'),
      headers: redacted(request.headers),
    }));
  }

  reset(): void {
    this.#requests = [];
    this.#next = 0;
  }
}

function redacted(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretHeader.test(name) ? '[redacted]' : String(value)]),
  );
}
