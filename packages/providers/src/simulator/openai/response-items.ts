import type { Exchange } from '../wire/endpoint.ts';
import type { JsonObject } from '../wire/json.ts';

/** An item of a response's output. */
export type ResponseItem =
  | { readonly type: 'reasoning'; readonly id: string; readonly summary: readonly unknown[] }
  | {
      readonly type: 'message';
      readonly id: string;
      readonly role: 'assistant';
      readonly status: string;
      readonly content: readonly ResponsePart[];
    }
  | {
      readonly type: 'function_call';
      readonly id: string;
      readonly call_id: string;
      readonly name: string;
      readonly arguments: string;
      readonly status: string;
    };

export type ResponsePart =
  | {
      readonly type: 'output_text';
      readonly text: string;
      readonly annotations: readonly unknown[];
      readonly logprobs: readonly unknown[];
    }
  | { readonly type: 'refusal'; readonly refusal: string };

/** The output of an answer: hidden reasoning, then what was said, then the calls. */
export function responseItems({ reply, tokens, identifier }: Exchange): readonly ResponseItem[] {
  const items: ResponseItem[] = [];
  const status = reply.finish === 'length' || reply.finish === 'content_filter' ? 'incomplete' : 'completed';
  if (tokens.reasoning > 0) items.push({ type: 'reasoning', id: `rs_${identifier(48, 'hex')}`, summary: [] });
  if (reply.refusal !== undefined || reply.text !== '' || reply.calls.length === 0) {
    const part: ResponsePart =
      reply.refusal === undefined ? textPart(reply.text) : { type: 'refusal', refusal: reply.refusal };
    items.push({ type: 'message', id: `msg_${identifier(48, 'hex')}`, role: 'assistant', status, content: [part] });
  }
  for (const call of reply.calls) items.push(callItem(call.name, call.arguments, identifier));
  return items;
}

/** A part of spoken text. */
export function textPart(text: string): ResponsePart {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

function callItem(name: string, given: JsonObject, identifier: Exchange['identifier']): ResponseItem {
  return {
    type: 'function_call',
    id: `fc_${identifier(48, 'hex')}`,
    call_id: `call_${identifier(24)}`,
    name,
    arguments: JSON.stringify(given),
    status: 'completed',
  };
}
