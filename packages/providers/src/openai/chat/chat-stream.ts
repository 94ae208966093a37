import type { Json, JsonObject } from '@sluice/core';
import { isObject, listAt, textAt } from '../../wire/json.ts';
import type { AnswerStream } from '../openai-wire.ts';
import { contentOf } from './chat-answer.ts';
import { type GrowingCall, growCalls } from './growing-calls.ts';

interface GrowingChoice {
  readonly index: number;
  readonly message: Record<string, Json>;
  readonly calls: GrowingCall[];
  finish: string | undefined;
}

/** Puts the chunks of a stream together. */
export function chatStream(): AnswerStream {
  const choices = new Map<number, GrowingChoice>();
  const top: Record<string, Json> = {};
  let started = false;
  return {
    add(chunk) {
      if (!isObject(chunk)) return '';
      keepTop(top, chunk);
      let visible = '';
      for (const [position, part] of listAt(chunk, 'choices').entries()) {
        if (!isObject(part)) continue;
        const choice = choiceAt(choices, typeof part['index'] === 'number' ? part['index'] : position);
        const text = growChoice(choice, part);
        if (choice.index === 0) visible += text;
      }
      started ||= [...choices.values()].some(hasBegun);
      return visible;
    },
    get started() {
      return started;
    },
    get finished() {
      return choices.get(0)?.finish !== undefined;
    },
    body: () => ({ ...top, choices: [...choices.values()].map(toChoice) }),
  };
}

function choiceAt(choices: Map<number, GrowingChoice>, index: number): GrowingChoice {
  const known = choices.get(index);
  if (known !== undefined) return known;
  const fresh: GrowingChoice = { index, message: {}, calls: [], finish: undefined };
  choices.set(index, fresh);
  return fresh;
}

/** Counters are totals: the last one holds. Groq keeps them under `x_groq` where usage was not asked for. */
function keepTop(top: Record<string, Json>, chunk: JsonObject): void {
  for (const name of ['id', 'model', 'service_tier', 'system_fingerprint', 'citations', 'provider']) {
    const value = chunk[name];
    if (value !== undefined && value !== null && value !== '') top[name] = value;
  }
  const usage = isObject(chunk['usage']) ? chunk['usage'] : undefined;
  const groq = isObject(chunk['x_groq']) ? chunk['x_groq']['usage'] : undefined;
  if (usage !== undefined) top['usage'] = usage;
  else if (isObject(groq) && top['usage'] === undefined) top['usage'] = groq;
}

function growChoice(choice: GrowingChoice, part: JsonObject): string {
  choice.finish = nonEmpty(textAt(part, 'finish_reason')) ?? choice.finish;
  // A server that sends the whole message once instead of deltas.
  const delta = isObject(part['delta']) ? part['delta'] : hasBegun(choice) ? {} : part['message'];
  if (!isObject(delta)) return '';
  for (const [name, value] of Object.entries(delta)) {
    if (name !== 'tool_calls') growField(choice.message, name, value);
  }
  growCalls(choice.calls, listAt(delta, 'tool_calls').filter(isObject));
  return contentOf(delta['content']).text;
}

/** Texts and lists are appended, all else is replaced. `role` is a word, not a text. */
function growField(message: Record<string, Json>, name: string, value: Json): void {
  const sofar = message[name];
  if (value === null) return;
  if (name === 'role') message[name] = value;
  else if (typeof value === 'string' && typeof sofar === 'string') message[name] = sofar + value;
  else if (name === 'content' && sofar !== undefined) message[name] = [...asParts(sofar), ...asParts(value)];
  else if (Array.isArray(value) && Array.isArray(sofar)) message[name] = [...sofar, ...value];
  else if (name === 'function_call' && isObject(value) && isObject(sofar)) message[name] = grownCall(sofar, value);
  else message[name] = value;
}

function asParts(content: Json): readonly Json[] {
  if (Array.isArray(content)) return content;
  return content === '' ? [] : [{ type: 'text', text: content }];
}

function grownCall(sofar: JsonObject, more: JsonObject): JsonObject {
  const name = textAt(sofar, 'name') ?? textAt(more, 'name') ?? '';
  return { name, arguments: (textAt(sofar, 'arguments') ?? '') + (textAt(more, 'arguments') ?? '') };
}

function hasBegun({ message, calls }: GrowingChoice): boolean {
  return calls.length > 0 || Object.entries(message).some(([name, value]) => name !== 'role' && value !== '');
}

function toChoice({ index, message, calls, finish }: GrowingChoice): JsonObject {
  return {
    index,
    finish_reason: finish ?? null,
    message: calls.length === 0 ? message : { ...message, tool_calls: calls.map(({ json }) => json) },
  };
}

/** Snowflake sends an empty word as long as it has none. */
function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
