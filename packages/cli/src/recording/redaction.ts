import { UsageError } from '@sluice/core';
import { secretForms } from '../compose/secret-redactor.ts';

/** Takes secrets and what patterns match out of texts, at any depth. The same value is always left the same. */
export interface Redaction {
  readonly patterns: readonly string[];
  redact<T>(value: T): T;
}

const mask = '[redacted]';

/** Throws `UsageError` for a pattern that is no regular expression, or matches what is put in its place. */
export function redaction(patterns: readonly string[], secrets: readonly string[]): Redaction {
  const compiled = patterns.map(compile);
  const forms = secretForms(secrets);
  const clean = (text: string): string => {
    const masked = forms.reduce((all, form) => all.replaceAll(form, '[secret]'), text);
    return compiled.reduce((all, pattern) => all.replace(pattern, mask), masked);
  };
  return { patterns, redact: (value) => redactIn(value, clean) as typeof value };
}

function compile(source: string): RegExp {
  let pattern: RegExp;
  try {
    pattern = new RegExp(source, 'gu');
  } catch (error) {
    throw new UsageError(
      'cli/bad-flag',
      `--redact ${source}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (mask.match(pattern) === null && ''.match(pattern) === null) return pattern;
  throw new UsageError('cli/bad-flag', `--redact ${source} matches nothing in particular: it would also match ${mask}`);
}

function redactIn(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item) => redactIn(item, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), redactIn(item, clean)]));
}
