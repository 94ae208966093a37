import type { Json } from '@sluice/core';
import { isObject } from '../wire/json.ts';
import { keyShapes } from './key-shapes.ts';

/** Takes secrets out of the parts of an exchange. The same input always gives the same output. */
export interface SecretMask {
  text(text: string): string;
  json(value: Json): Json;
  /** Path and query. */
  path(url: URL): string;
  /** Its values as they may stand in a text: as they are, in JSON and in a URL. Longest first. */
  readonly secrets: readonly string[];
}

/** Besides `values`, everything that looks like a key is masked, and members that are named like a credential. */
export function secretMask(values: readonly string[]): SecretMask {
  const secrets = [...new Set(values.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  const text = (part: string): string => maskText(part, secrets);
  return {
    secrets,
    text,
    json: (value) => maskJson(value, text),
    path: (url) => text(`${url.pathname}${maskedQuery(url)}`),
  };
}

const mask = '***';

function maskText(text: string, secrets: readonly string[]): string {
  const declared = secrets.reduce((masked, secret) => masked.replaceAll(secret, mask), text);
  return keyShapes.reduce((masked, shape) => masked.replace(shape, masking), declared);
}

/** `before` is the offset where the shape has no group. */
function masking(_whole: string, before: string | number): string {
  return typeof before === 'string' ? `${before}${mask}` : mask;
}

function formsOf(secret: string): readonly string[] {
  if (secret.trim().length < 3) return [];
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}

const credentialName =
  /^(x-)?(goog-)?(api[-_]?key|apikey|authorization|authorization_token|access[-_]?token|refresh[-_]?token|client[-_]?secret|password|secret|cookie|set-cookie)$/i;

function maskJson(value: Json, text: (part: string) => string): Json {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item) => maskJson(item, text));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const hidden = typeof member === 'string' && member !== '' && credentialName.test(name);
      return [text(name), hidden ? mask : maskJson(member, text)];
    }),
  );
}

const credentialParameter = /^(key|sig|signature|token|code)$|api[-_]?key|token$|secret|password/i;

function maskedQuery({ search }: URL): string {
  if (search === '') return '';
  const pairs = search.slice(1).split('&');
  const masked = pairs.map((pair) => {
    const [name = ''] = pair.split('=', 1);
    return pair.includes('=') && credentialParameter.test(decoded(name)) ? `${name}=${mask}` : pair;
  });
  return `?${masked.join('&')}`;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
