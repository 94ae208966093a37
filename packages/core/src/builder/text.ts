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
  return { template: texts.reduce((all, piece, index) => all + partText(parts[index - 1]) + piece) };
}

/** The value as JSON, for objects and lists in a text. */
export function json(ref: AnyRef): JsonText {
  return { json: ref };
}

export function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'template' in value && typeof value.template === 'string';
}

function partText(part: TextPart | undefined): string {
  const path = pathOf(part);
  if (path !== undefined) return `{{${templatePath(path)}}}`;
  if (typeof part === 'object' && 'json' in part) return `{{json ${templatePath(pathOf(part.json) ?? [''])}}}`;
  return String(part).replaceAll('{{', '\\{{');
}
