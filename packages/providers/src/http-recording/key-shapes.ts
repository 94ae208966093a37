/**
 * What keys look like, for text that must stay as it is otherwise: unlike in error messages, `Basic addition` and
 * the model `pplx-embed-v1-0.6b` are none. A first group is what stands before the key.
 */
export const keyShapes: readonly RegExp[] = [
  /\b(?:sk|pk|rk|gsk|csk|nvapi|sess)[-_](?=[A-Za-z_*.-]*[0-9*])[A-Za-z0-9_*-]{8,}/g,
  /\b(?:xai|pplx|hf)[-_][A-Za-z0-9_*-]{20,}/g,
  /\bAIza[0-9A-Za-z_*-]{10,}/g,
  /\bAQ\.[0-9A-Za-z_*-]{20,}/g,
  /\bya29\.[0-9A-Za-z_.*-]{10,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g,
  /(\b(?:Bearer|Basic)\s+)(?=[A-Za-z+/._~-]*[0-9*])[A-Za-z0-9+/._~*-]{12,}=*/g,
  /(\bapi[ _-]?key(?: provided)?["']?\s*[:=]\s*["']?)[^\s"',;&\\]*[^\s"',;&.\\]/gi,
  /([?&](?:key|api[_-]?key|access_token|token)=)[^&\s"'\\]+/gi,
];
