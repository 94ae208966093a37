/** The headers that a recording keeps: what adapters read, and what helps to understand a report. All others go. */
export function keptHeaders(headers: Headers, mask: (text: string) => string): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of headers) {
    if (isKept(name)) kept[name] = mask(value);
  }
  return kept;
}

/** The values of headers that authorize: whatever else happens, they are no part of a recording. */
export function credentialsIn(headers: Headers): string[] {
  const values = [...headers].filter(([name]) => /auth|key|token|secret|cookie/i.test(name) && !isKept(name));
  return values.flatMap(([, value]) => [value, value.replace(/^\w+\s+/, '')]).filter((value) => value.length >= 8);
}

const names: ReadonlySet<string> = new Set([
  'accept',
  'anthropic-beta',
  'anthropic-version',
  'apim-request-id',
  'content-type',
  'date',
  'openai-beta',
  'openai-model',
  'openai-processing-ms',
  'openai-version',
  'request-id',
  'retry-after',
  'retry-after-ms',
  'x-generation-id',
  'x-gemini-service-tier',
  'x-ms-region',
  'x-request-id',
  'x-should-retry',
]);

function isKept(name: string): boolean {
  return names.has(name) || /^(x|anthropic)-ratelimit-(?!key)/.test(name);
}
