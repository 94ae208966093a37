const mask = '***';

// Shapes of keys as vendors print them back, whole or with stars inside.
const keyShapes: readonly RegExp[] = [
  /\b(?:sk|pk|rk|gsk|xai|pplx|csk|hf|nvapi|sess)[-_][A-Za-z0-9_*.-]{4,}/g,
  /\bsk-(?=[.\s]|$)/g,
  /\bAIza[0-9A-Za-z_*-]{10,}/g,
  /\bAQ\.[0-9A-Za-z_*-]{10,}/g,
  /\bya29\.[0-9A-Za-z_.*-]{10,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g,
];

const keyAfterWord: readonly RegExp[] = [
  /(\b(?:Bearer|Basic)\s+)[^\s"',;]{4,}/gi,
  /(\bapi[ _-]?key(?: provided)?["']?\s*[:=]\s*["']?)[^\s"',;&]*[^\s"',;&.]/gi,
  /([?&](?:key|api[_-]?key|access_token|token)=)[^&\s"']+/gi,
];

/** `text` without the given secrets and without anything that looks like a key. */
export function maskSecrets(text: string, secrets: readonly string[] = []): string {
  let masked = text;
  for (const secret of secrets) {
    // A secret of one or two letters would blank ordinary words and protect nothing.
    if (secret.length >= 3) masked = masked.replaceAll(secret, mask);
  }
  for (const shape of keyAfterWord) masked = masked.replace(shape, `$1${mask}`);
  for (const shape of keyShapes) masked = masked.replace(shape, mask);
  return masked;
}
