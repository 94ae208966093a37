import type { JsonObject } from '@sluice/core';
import { isObject, listAt, textAt } from '../../wire/json.ts';
import type { AnswerStream } from '../openai-wire.ts';

const terminal: readonly string[] = ['response.completed', 'response.incomplete', 'response.failed', 'response.done'];

/** Reads the raw events of a Responses stream: the SDK's helper trips over servers that leave `output_index` out. */
export function responsesStream(): AnswerStream {
  const items: JsonObject[] = [];
  let text = '';
  let last: JsonObject | undefined;
  let started = false;
  return {
    add(event) {
      if (!isObject(event)) return '';
      const type = textAt(event, 'type') ?? '';
      started ||= type.endsWith('.delta');
      // An error that came as data ends the answer like `response.failed`.
      if (type === 'error') last = { status: 'failed', error: isObject(event['error']) ? event['error'] : event };
      else if (terminal.includes(type)) last = isObject(event['response']) ? event['response'] : {};
      else if (type === 'response.output_item.done' && isObject(event['item'])) items.push(event['item']);
      if (type !== 'response.output_text.delta') return '';
      const delta = textAt(event, 'delta') ?? '';
      text += delta;
      return delta;
    },
    get started() {
      return started;
    },
    get finished() {
      return last !== undefined;
    },
    body: () => withOutput(last ?? {}, items, text),
  };
}

/** The terminal event repeats the whole output, except where a server leaves that out. */
function withOutput(response: JsonObject, items: readonly JsonObject[], text: string): JsonObject {
  if (listAt(response, 'output').length > 0) return response;
  if (items.length > 0) return { ...response, output: items };
  if (text === '') return response;
  return { ...response, output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] }] };
}
