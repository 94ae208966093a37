import type { Recording } from './recording.ts';

/** An endpoint that recordings hold and no adapter calls, and why. */
interface UncalledEndpoint {
  readonly endpoint: string;
  /** Only requests with such a path; absent: all of the endpoint. */
  readonly path?: RegExp;
  readonly why: string;
}

/** The endpoints that adapters call. A recording of an endpoint on neither list fails the test. */
export const calledEndpoints: readonly string[] = [
  'chat_completions',
  'responses',
  'embeddings',
  'messages',
  'generateContent',
  'streamGenerateContent',
];

const uncalledEndpoints: readonly UncalledEndpoint[] = [
  { endpoint: 'batches', why: 'batches are asynchronous; a step waits for one answer' },
  { endpoint: 'cachedContents', why: 'explicit caches live beyond a run; Gemini caches implicitly' },
  { endpoint: 'countTokens', why: 'budgets estimate offline and correct by reported usage' },
  { endpoint: 'count_tokens', why: 'budgets estimate offline and correct by reported usage' },
  { endpoint: 'interactions', why: 'generateContent covers the same models' },
  { endpoint: 'moderations', why: 'scores of a classifier, no model answer' },
  { endpoint: 'embeddings', path: /^\/api\/embed/, why: 'Ollama is called through its OpenAI-compatible endpoint' },
  { endpoint: 'embeddings', path: /:embedContent$/, why: 'texts are embedded in batches' },
  { endpoint: 'embeddings', path: /:predict$/, why: 'Vertex has a form of its own; the Gemini API is called' },
  { endpoint: 'ollama_chat', why: 'Ollama is called through its OpenAI-compatible endpoint' },
  { endpoint: 'other:/v1/complete', why: 'Anthropic’s text completions are retired' },
  { endpoint: 'other:/v1/images/edits', why: 'images are no step output' },
  { endpoint: 'other:/v1/images/generations', why: 'images are no step output' },
];

/** The reason why a recording's endpoint is not called; `undefined` where it must be. */
export function whyUncalled({ endpoint, request }: Recording): string | undefined {
  const matching = uncalledEndpoints.filter((entry) => entry.endpoint === endpoint);
  return matching.find(({ path }) => path?.test(request.path) ?? true)?.why;
}
