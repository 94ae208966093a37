import type { JsonObject } from '@sluice/core';
import { isObject, listAt } from '../../wire/json.ts';

/** The first choice of a Chat Completions body; several are only asked for through `extra`. */
export function firstChoice(body: JsonObject): JsonObject | undefined {
  const choices = listAt(body, 'choices').filter(isObject);
  return choices.find(({ index }) => index === 0) ?? choices[0];
}

/** Visible text and thinking of a `content` field: text, or Mistral's list of parts. */
export function contentOf(content: unknown): { readonly text: string; readonly thinking: string } {
  if (typeof content === 'string') return { text: content, thinking: '' };
  let text = '';
  let thinking = '';
  for (const part of Array.isArray(content) ? content : []) {
    if (!isObject(part)) continue;
    if (part['type'] === 'thinking') thinking += contentOf(part['thinking']).text;
    else if (typeof part['text'] === 'string') text += part['text'];
  }
  return { text, thinking };
}

/** Where gateways put what the model thought. */
export const reasoningFields: readonly string[] = ['reasoning_content', 'reasoning'];
