import type { Json } from '@sluice/core';
import type { Fetch } from '../wire/fetch.ts';
import { parseJson } from '../wire/json.ts';

/**
 * Gemini streams one JSON array where `alt=sse` is lost on the way, as some proxies do. The SDK reads events only,
 * so such an array becomes events here.
 */
export function asEventStream(fetch: Fetch): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok || !isJson(response)) return response;
    const text = await response.text();
    const chunks = parseJson(text);
    if (!Array.isArray(chunks)) return new Response(text, response);
    const headers = new Headers(response.headers);
    headers.set('content-type', 'text/event-stream');
    return new Response(chunks.map(toEvent).join(''), { status: response.status, headers });
  };
}

function isJson(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').includes('application/json');
}

function toEvent(chunk: Json): string {
  return `data: ${JSON.stringify(chunk)}\r\n\r\n`;
}
