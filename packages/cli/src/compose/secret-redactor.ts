import type { Redactor } from '@sluice/runner';
import type { Config } from '../config/config.ts';

/** Replaces the values of keys and declared secrets wherever they appear in what is kept. */
export function secretRedactor(
  config: Config,
  environment: NodeJS.ProcessEnv,
  declared: readonly string[] = [],
): Redactor {
  const values = secretValues(config, environment, declared);
  if (values.length === 0) return { redact: (value) => value };
  return { redact: (value) => redactIn(value, values) };
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

function redactIn<T>(value: T, secrets: readonly string[]): T {
  const text = JSON.stringify(value);
  // Nearly always there is nothing to do, and nothing is copied.
  if (text === undefined || !secrets.some((secret) => text.includes(JSON.stringify(secret).slice(1, -1)))) return value;
  const clean = secrets.reduce((all, secret) => all.replaceAll(JSON.stringify(secret).slice(1, -1), '[secret]'), text);
  return JSON.parse(clean) as T;
}
