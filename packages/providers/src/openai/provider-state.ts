import type { Json, JsonObject, Part } from '@sluice/core';
import { isObject } from '../wire/json.ts';

/** The state that this provider gave with a turn; other providers' state is not for it. */
export function providerStates(content: readonly Part[], provider: string): readonly JsonObject[] {
  const states: JsonObject[] = [];
  for (const part of content) {
    if (part.type === 'provider' && part.provider === provider && isObject(part.value)) states.push(part.value);
  }
  return states;
}

/** The state as a part of the turn; none where there is nothing to keep. */
export function providerPart(provider: string, value: JsonObject): readonly Part[] {
  return Object.keys(value).length === 0 ? [] : [{ type: 'provider', provider, value }];
}

/** A tool's output as the text that the wires take. */
export function outputText(output: Json): string {
  return typeof output === 'string' ? output : JSON.stringify(output);
}
