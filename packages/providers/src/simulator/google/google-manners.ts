import type { ErrorAnswer, ErrorContext, VendorManners } from '../wire/endpoint.ts';
import type { WireFailure } from '../wire/failure.ts';
import { errorWords } from './error-words.ts';

/** What all endpoints of the Gemini API share: keys, error bodies. It has no request id and no rate-limit headers. */
export const googleManners: VendorManners = {
  vendor: 'google',
  keyOf: (headers, query) => {
    const key = headers['x-goog-api-key'];
    if (typeof key === 'string') return key;
    return query.get('key') ?? /^Bearer\s+(\S+)$/iu.exec(headers.authorization ?? '')?.[1];
  },
  error: googleError,
  errorFrame: (failure, context) => `data: ${JSON.stringify(googleError(failure, context).body)}\r\n\r\n`,
  headers: () => ({
    'content-type': 'application/json; charset=UTF-8',
    'x-gemini-service-tier': 'standard',
    'server-timing': 'gfet4t7; dur=1',
    vary: 'Origin, X-Origin, Referer',
  }),
  requestId: () => '',
  limitHeaders: () => ({}),
};

function googleError(failure: WireFailure, context: ErrorContext): ErrorAnswer {
  const [code, status, message, details] = errorWords(failure, context);
  const error = { code, message: failure.message ?? message, status, ...(details === undefined ? {} : { details }) };
  return { status: code, headers: {}, body: { error } };
}
