import { type AnyRef, pathOf, type Ref, templatePath } from './ref.ts';

/** A text with places for values, as `system`, `user` and `message` take it. */
export interface Text {
  readonly template: string;
}

/** A value inside a text, printed as JSON. */
export interface JsonText {
  readonly json: AnyRef;
}

/** What prints as it is. */
type Printable = Ref<string> | Ref<number> | Ref<boolean>;

export type TextPart = Printable | JsonText | string | number;

/**
 * A text: text`Hello ${inputs.name}`. References are printed, `json(ref)` as JSON; strings and numbers are put in as
 * they are and never read as templates. The text itself may use `{{#if}}`, `{{#each}}` and the helpers.
 */
export function text(texts: TemplateStringsArray, ...parts: readonly TextPart[]): Text {
  const template = texts.reduce((all, piece, index) => {
    const part = parts[index - 1];
    return part === undefined ? all + piece : appendText(appendPart(all, part), piece);
  });
  return { template };
}

/** The value as JSON, for objects and lists in a text. */
export function json(ref: AnyRef): JsonText {
  return { json: ref };
}

export function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'template' in value && typeof value.template === 'string';
}

function appendPart(template: string, part: TextPart): string {
  const path = pathOf(part);
  if (path !== undefined) return appendTag(template, templatePath(path));
  if (typeof part === 'object' && 'json' in part)
    return appendTag(template, `json ${templatePath(pathOf(part.json) ?? [''])}`);
  const [first = '', ...others] = String(part).split('{{');
  return others.reduce((all, piece) => appendText(appendTag(all, literal('{{')), piece), appendText(template, first));
}

/** Text behind a tag: a brace right behind it would be read as a part of the tag. */
function appendText(template: string, piece: string): string {
  const braces = template.endsWith('}}') ? (/^\}+/.exec(piece)?.[0] ?? '') : '';
  const rest = piece.slice(braces.length);
  return (braces === '' ? template : appendTag(template, literal(braces))) + rest;
}

/** A tag behind text: a brace right before it would be read as a part of it, a backslash would switch it off. */
function appendTag(template: string, inside: string): string {
  const braces = /\{+$/.exec(template)?.[0] ?? '';
  const before = braces === '' ? template : appendTag(template.slice(0, -braces.length), literal(braces));
  return `${before}${before.endsWith('\\') ? '\\' : ''}{{${inside}}}`;
}

/** Prints what has a meaning in templates. */
function literal(characters: string): string {
  return `default "${characters}" ""`;
}
