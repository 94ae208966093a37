import { splitPieces } from '../tokens/split-pieces.ts';
import type { Exchange, Frame, FrameStream } from '../wire/endpoint.ts';
import type { JsonObject } from '../wire/json.ts';
import { type ResponseItem, type ResponsePart, responseItems, textPart } from './response-items.ts';
import { responseObject, responseStatus } from './response-object.ts';

/** Sends one event; its sequence number is added. */
type Send = (type: string, members: JsonObject, tokens?: number) => void;

/** The events of a streamed response. */
export function responseEvents(exchange: Exchange): FrameStream {
  const frames: Frame[] = [];
  const send: Send = (type, members, tokens = 0) => {
    const event = { type, ...members, sequence_number: frames.length };
    frames.push({ bytes: `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`, tokens });
  };
  const id = `resp_${exchange.identifier(48, 'hex')}`;
  const begun = responseObject(exchange, { id, status: 'in_progress', output: [] });
  const output = responseItems(exchange);
  const status = responseStatus(exchange);
  send('response.created', { response: begun });
  send('response.in_progress', { response: begun });
  for (const [index, item] of output.entries()) sendItem(send, item, index);
  send(`response.${status}`, { response: responseObject(exchange, { id, status, output }) });
  return { contentType: 'text/event-stream; charset=utf-8', frames };
}

function sendItem(send: Send, item: ResponseItem, index: number): void {
  send('response.output_item.added', { output_index: index, item: begunItem(item) });
  const place = { item_id: item.id, output_index: index };
  if (item.type === 'message')
    for (const [at, part] of item.content.entries()) sendPart(send, part, { ...place, content_index: at });
  if (item.type === 'function_call') {
    for (const delta of splitPieces(item.arguments))
      send('response.function_call_arguments.delta', { ...place, delta }, 1);
    send('response.function_call_arguments.done', { ...place, arguments: item.arguments, name: item.name });
  }
  send('response.output_item.done', { output_index: index, item });
}

function begunItem(item: ResponseItem): ResponseItem {
  if (item.type === 'message') return { ...item, status: 'in_progress', content: [] };
  return item.type === 'function_call' ? { ...item, status: 'in_progress', arguments: '' } : item;
}

function sendPart(send: Send, part: ResponsePart, place: JsonObject): void {
  const spoken = part.type === 'output_text';
  send('response.content_part.added', { ...place, part: spoken ? textPart('') : { type: 'refusal', refusal: '' } });
  if (part.type === 'output_text') {
    for (const delta of splitPieces(part.text))
      send('response.output_text.delta', { ...place, delta, logprobs: [] }, 1);
    send('response.output_text.done', { ...place, text: part.text, logprobs: [] });
  } else {
    for (const delta of splitPieces(part.refusal)) send('response.refusal.delta', { ...place, delta }, 1);
    send('response.refusal.done', { ...place, refusal: part.refusal });
  }
  send('response.content_part.done', { ...place, part });
}
