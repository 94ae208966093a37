import type { Json } from '@sluice/core';

/** Text as it is; a prompt step's `{text}` as its text; anything else as JSON. */
export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  if (typeof value === 'object' && !Array.isArray(value)) {
    const { text, ...others } = value as { readonly [key: string]: Json };
    if (typeof text === 'string' && Object.keys(others).length === 0) return text;
  }
  return JSON.stringify(value);
}

/** At most 80 characters of a value, for a reason. */
export function excerpt(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
