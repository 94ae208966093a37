import { createHash } from 'node:crypto';
import { canonicalJson, FailureError } from '@sluice/core';
import type { Fetch } from '../wire/fetch.ts';
import { type OutgoingRequest, readRequest } from './outgoing-request.ts';
import { readExchanges } from './read-exchanges.ts';
import type { RecordedExchange, RecordedRequest } from './recorded-exchange.ts';
import { toRecordedRequest } from './recording-fetch.ts';
import { replayedResponse } from './replayed-response.ts';
import { type SecretMask, secretMask } from './secret-mask.ts';

export interface ReplayingOptions {
  /** Those of the recording, where they stand in prompts: they are masked there, and so are they when compared. */
  readonly secrets?: readonly string[];
}

/**
 * Answers from a recording, without a network. A request gets the answer of the same method, path and body (members in
 * any order, secrets masked); the same request again gets the next such answer, of its own host first. A request that
 * the file does not hold, or not once more, rejects with `FailureError` `http-replay/miss`, which is not retried.
 * Throws `UsageError` for a file that cannot be read.
 */
export async function replayingFetch(file: string, options: ReplayingOptions = {}): Promise<Fetch> {
  const own = secretMask(options.secrets ?? []);
  const waiting = Map.groupBy(await readExchanges(file), ({ request }) => requestKey(maskedAgain(request, own)));
  const held = new Map([...waiting].map(([key, exchanges]) => [key, exchanges.length]));
  return async (input, init) => {
    init?.signal?.throwIfAborted();
    const request = await readRequest(input, init);
    const recorded = toRecordedRequest(request, secretMask([...(options.secrets ?? []), ...request.credentials]));
    const key = requestKey(recorded);
    const exchange = takeNext(waiting.get(key) ?? [], request);
    if (exchange === undefined) throw miss({ recorded, file, held: held.get(key) ?? 0 });
    return replayedResponse(exchange.response);
  };
}

/** Recordings of other makers may hold what is masked here. */
function maskedAgain(request: RecordedRequest, mask: SecretMask): RecordedRequest {
  const path = mask.path(new URL(request.path, 'http://recorded.example'));
  return {
    ...request,
    path,
    body: typeof request.body === 'string' ? mask.text(request.body) : mask.json(request.body),
  };
}

function requestKey({ method, path, body }: RecordedRequest): string {
  return createHash('sha256')
    .update(`${method} ${path}\n${canonicalJson(body === '' ? null : body)}`)
    .digest('base64');
}

function takeNext(exchanges: RecordedExchange[], { url }: OutgoingRequest): RecordedExchange | undefined {
  const own = exchanges.findIndex(({ request }) => request.host === url.host);
  return exchanges.splice(Math.max(own, 0), 1)[0];
}

interface Missed {
  readonly recorded: RecordedRequest;
  readonly file: string;
  readonly held: number;
}

function miss({ recorded, file, held }: Missed): FailureError {
  const asked = `${recorded.method} ${recorded.path} with this body`;
  return new FailureError({
    type: 'not_found',
    title: 'not in the recording',
    detail:
      held === 0 ? `${file} holds no ${asked}` : `${file} holds ${asked} ${held} times, and it was asked for once more`,
    code: 'http-replay/miss',
    hint: 'what is sent has changed since; record again with --record-http',
    permanent: true,
  });
}
