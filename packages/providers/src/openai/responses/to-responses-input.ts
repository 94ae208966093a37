import type { FilePart, Json, JsonObject, Message, Part } from '@sluice/core';
import { isObject, listAt } from '../../wire/json.ts';
import { fileName, mediaUrl } from '../media.ts';
import { outputText, providerStates } from '../provider-state.ts';
import type { Target } from '../target.ts';

/** The conversation as input items; leading system messages become `instructions`. */
export function toResponsesInput(
  messages: readonly Message[],
  target: Target,
): { readonly instructions: string | undefined; readonly input: readonly Json[] } {
  const start = messages.findIndex(({ role }) => role !== 'system');
  const leading = start === -1 ? [] : messages.slice(0, start);
  const rest = start === -1 ? messages : messages.slice(start);
  return {
    instructions: leading.length === 0 ? undefined : leading.map(({ content }) => textOf(content)).join('\n\n'),
    input: rest.flatMap((message) => toItems(message, target)),
  };
}

function toItems({ role, content }: Message, target: Target): readonly Json[] {
  switch (role) {
    case 'assistant':
      return toAssistantItems(content, target);
    case 'system':
      return [{ role, content: textOf(content) }];
    case 'user':
    case 'tool': {
      const said = content.filter((part) => part.type !== 'tool-result');
      const results = content.filter((part) => part.type === 'tool-result').map(toOutputItem);
      const parts = said.flatMap((part) => toInputPart(part, target));
      return parts.length === 0 ? results : [...results, { role: 'user', content: parts }];
    }
  }
}

/** A turn that came with state goes back item by item, as the vendor demands; any other one is told by its text and calls. */
function toAssistantItems(content: readonly Part[], target: Target): readonly Json[] {
  const kept = providerStates(content, target.provider).flatMap((state) => listAt(state, 'items'));
  if (kept.length > 0) return kept;
  const text = textOf(content);
  const calls = content.filter((part) => part.type === 'tool-call');
  return [
    ...(text === '' && calls.length > 0 ? [] : [{ role: 'assistant', content: text }]),
    ...calls.map(({ id, name, arguments: written }) => ({
      type: 'function_call',
      call_id: id,
      name,
      arguments: written,
    })),
  ];
}

function toOutputItem(part: Part & { type: 'tool-result' }): JsonObject {
  return { type: 'function_call_output', call_id: part.id, output: outputText(part.output) };
}

function toInputPart(part: Part, target: Target): readonly JsonObject[] {
  switch (part.type) {
    case 'text':
      return [{ type: 'input_text', text: part.text }];
    case 'image':
      return [{ type: 'input_image', image_url: mediaUrl(part.source), detail: 'auto' }];
    case 'file':
      return [toInputFile(part)];
    case 'provider':
      return part.provider === target.provider && isObject(part.value) ? [part.value] : [];
    case 'tool-call':
    case 'tool-result':
      return [];
  }
}

function toInputFile(part: FilePart): JsonObject {
  const { source } = part;
  if (source.kind === 'url') return { type: 'input_file', file_url: source.url };
  return { type: 'input_file', filename: fileName(part), file_data: mediaUrl(source) };
}

function textOf(content: readonly Part[]): string {
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');
}
