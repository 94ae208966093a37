import type { MediaSource, RequestOrigin } from '@sluice/core';

/** Who asks, for requests that come from recordings. */
export const recordedOrigin: RequestOrigin = { run: 'recording', step: 'recorded', sample: 0 };

/** A data URL as bytes, any other as a link. */
export function recordedSource(url: string): MediaSource {
  const [, mediaType, data] = /^data:([^;,]+);base64,(.*)$/s.exec(url) ?? [];
  return mediaType === undefined || data === undefined ? { kind: 'url', url } : { kind: 'base64', mediaType, data };
}
