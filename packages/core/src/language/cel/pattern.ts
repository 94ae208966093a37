import { RE2JS } from 're2js';
import { celLimits } from './limits.ts';

/** Why a pattern cannot be used; `undefined` where it can. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > celLimits.patternCharacters)
    return `it is longer than ${celLimits.patternCharacters} characters`;
  try {
    compiled(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'it cannot be compiled';
  }
}

/** Whether the pattern is found anywhere in the text, in time linear in its length. */
export function matches(text: string, pattern: string): boolean {
  return compiled(pattern).matcher(text).find();
}

/** The first match, or its first group where there is one. */
export function firstMatch(text: string, pattern: string): string | null {
  const matcher = compiled(pattern).matcher(text);
  if (!matcher.find()) return null;
  return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
}

// Patterns are literals of the files that are loaded, so the memory is bounded by them; it holds no state.
const patterns = new Map<string, RE2JS>();

function compiled(pattern: string): RE2JS {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const fresh = RE2JS.compile(pattern);
  patterns.set(pattern, fresh);
  return fresh;
}
