import type { Redactor } from '@sluice/runner';
import type { Config } from '../config/config.ts';

/** Replaces the values of keys and declared secrets wherever they appear in what is kept. `declared` may grow. */
export function secretRedactor(
  config: Config,
  environment: NodeJS.ProcessEnv,
  declared: ReadonlySet<string> = new Set(),
): Redactor {
  let known = -1;
  let forms: readonly string[] = [];
  return {
    redact(value) {
      if (known !== declared.size) forms = insideJson(secretForms(secretValues(config, environment, [...declared])));
      known = declared.size;
      return forms.length === 0 ? value : redactIn(value, forms);
    },
  };
}

/** The values of keys and declared secrets that the environment has. */
export function secretValues(
  config: Config,
  environment: NodeJS.ProcessEnv,
  declared: readonly string[] = [],
): readonly string[] {
  const names = [...Object.values(config.providers).flatMap(({ apiKeyEnv }) => apiKeyEnv ?? []), ...declared];
  return names.flatMap((name) => {
    const value = environment[name];
    // A short value would mask ordinary words.
    return value !== undefined && value.length >= 8 ? [value] : [];
  });
}

/** Secrets as they are and as they travel in addresses; the longest first, so that none leaves its end behind. */
export function secretForms(values: readonly string[]): readonly string[] {
  const forms = values.flatMap((value) => [value, encodeURIComponent(value)]);
  return [...new Set(forms)].toSorted((left, right) => right.length - left.length);
}

function insideJson(values: readonly string[]): readonly string[] {
  return values.map((value) => JSON.stringify(value).slice(1, -1));
}

function redactIn<T>(value: T, forms: readonly string[]): T {
  const text = JSON.stringify(value);
  // Nearly always there is nothing to do, and nothing is copied.
  if (text === undefined || !forms.some((form) => text.includes(form))) return value;
  return JSON.parse(forms.reduce((all, form) => all.replaceAll(form, '[secret]'), text)) as T;
}
