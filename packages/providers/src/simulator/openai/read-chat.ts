import type { WireRequest } from '../wire/endpoint.ts';
import { invalidRequest } from '../wire/failure.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../wire/json.ts';
import { fromTurns, type OfferedTool, type Prompt, type Turn, type WantedTool } from '../wire/prompt.ts';
import { chatParameters } from './chat-parameters.ts';
import { checkName } from './check-name.ts';
import { checkParameters, requestedModel, requiredParameter } from './check-parameters.ts';
import { checkStrictSchema } from './check-strict-schema.ts';

/** Reads and checks a Chat Completions request. @throws RefusedRequest */
export function readChat({ body, pathModel }: WireRequest): Prompt {
  const model = requestedModel(body, pathModel);
  requiredParameter(body, 'messages');
  checkParameters(body, chatParameters);
  const format = readFormat(body['response_format']);
  const tools = listOf(body['tools']).map(readTool);
  const stream = body['stream'] === true;
  if (!stream && body['stream_options'] !== undefined && body['stream_options'] !== null) {
    throw invalidRequest("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options');
  }
  return {
    model,
    ...fromTurns(readTurns(body)),
    ...format,
    tools,
    wantedTool: readWanted(body, tools),
    maxTokens: numberOf(body['max_completion_tokens'] ?? body['max_tokens']),
    stop: readStop(body['stop']),
    choices: numberOf(body['n']) ?? 1,
    stream,
  };
}

const roles = ['system', 'assistant', 'user', 'function', 'tool', 'developer'];
const turnRoles: Readonly<Record<string, Turn['role']>> = {
  system: 'system',
  developer: 'system',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
};
const partTypes = ['text', 'image_url', 'input_audio', 'refusal', 'audio', 'file'];

function readTurns(body: JsonObject): readonly Turn[] {
  const messages = listOf(body['messages']);
  if (messages.length === 0) {
    throw invalidRequest(
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      'messages',
      'empty_array',
    );
  }
  let open: readonly string[] = [];
  return messages.map((message, at) => {
    const place = `messages[${at}]`;
    if (!isObject(message))
      throw invalidRequest(`Invalid type for '${place}': expected an object.`, place, 'invalid_type');
    const role = stringOf(message['role']);
    if (message['role'] === undefined)
      throw invalidRequest(
        `Missing required parameter: '${place}.role'.`,
        `${place}.role`,
        'missing_required_parameter',
      );
    if (role === undefined || !roles.includes(role)) {
      throw invalidRequest(
        `Invalid value: '${String(message['role'])}'. Supported values are: ${roles.map((name) => `'${name}'`).join(', ')}.`,
        `${place}.role`,
        'invalid_value',
      );
    }
    open = checkCalls(message, { role, place, open });
    return { role: turnRoles[role] ?? 'user', ...readContent(message, place) };
  });
}

/** Every tool message answers a call of the assistant message before it. Gives the calls still to be answered. */
function checkCalls(
  message: JsonObject,
  { role, place, open }: { role: string; place: string; open: readonly string[] },
): readonly string[] {
  if (role === 'tool') {
    const id = stringOf(message['tool_call_id']);
    if (id === undefined)
      throw invalidRequest(
        `Missing required parameter: '${place}.tool_call_id'.`,
        `${place}.tool_call_id`,
        'missing_required_parameter',
      );
    if (!open.includes(id)) {
      throw invalidRequest(
        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        `${place}.role`,
      );
    }
    return open.filter((other) => other !== id);
  }
  if (open.length > 0) {
    throw invalidRequest(
      `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${open.join(', ')}`,
      `${place}.role`,
    );
  }
  return role === 'assistant'
    ? listOf(message['tool_calls']).flatMap((call) => (isObject(call) ? (stringOf(call['id']) ?? []) : []))
    : [];
}

function readContent(message: JsonObject, place: string): { text: string; attachments: number } {
  const content = message['content'];
  const called = [...listOf(message['tool_calls']), message['function_call']].filter((call) => call !== undefined);
  const calls = called.map((call) => JSON.stringify(isObject(call) ? call['function'] : call)).join('\n');
  if (typeof content === 'string') return { text: content + calls, attachments: 0 };
  if (content === null || content === undefined) {
    if (message['role'] === 'assistant') return { text: calls, attachments: 0 };
    throw invalidRequest(`Invalid value for 'content': expected a string, got null.`, `${place}.content`);
  }
  if (!Array.isArray(content))
    throw invalidRequest(
      `Invalid type for '${place}.content': expected one of a string or array of objects, but got ${typeof content === 'object' ? 'an object' : `a ${typeof content}`} instead.`,
      `${place}.content`,
      'invalid_type',
    );
  const texts = content.map((part, at) => readPart(part, `${place}.content[${at}]`));
  const said = texts.filter((text) => text !== undefined);
  return { text: said.join('\n') + calls, attachments: texts.length - said.length };
}

/** The text of a part; `undefined` for an image, a file or audio. */
function readPart(part: unknown, place: string): string | undefined {
  const type = isObject(part) ? part['type'] : undefined;
  if (!isObject(part) || type === undefined)
    throw invalidRequest(`Missing required parameter: '${place}.type'.`, `${place}.type`, 'missing_required_parameter');
  if (typeof type !== 'string' || !partTypes.includes(type)) {
    throw invalidRequest(
      `Invalid value: '${String(type)}'. Supported values are: ${partTypes.map((name) => `'${name}'`).join(', ')}.`,
      `${place}.type`,
      'invalid_value',
    );
  }
  if (type !== 'text' && type !== 'refusal') return undefined;
  const text = stringOf(part[type]);
  if (text === undefined)
    throw invalidRequest(
      `Missing required parameter: '${place}.${type}'.`,
      `${place}.${type}`,
      'missing_required_parameter',
    );
  return text;
}

function readFormat(given: unknown): Pick<Prompt, 'schema' | 'jsonOnly'> {
  const type = isObject(given) ? given['type'] : 'text';
  if (!isObject(given) || type === 'text') return { schema: undefined, jsonOnly: false };
  if (type === 'json_object') return { schema: undefined, jsonOnly: true };
  if (type !== 'json_schema')
    throw invalidRequest(
      `Invalid value: '${String(type)}'. Supported values are: 'json_object', 'json_schema', and 'text'.`,
      'response_format.type',
      'invalid_value',
    );
  const wanted = given['json_schema'];
  if (!isObject(wanted))
    throw invalidRequest(
      "Missing required parameter: 'response_format.json_schema'.",
      'response_format.json_schema',
      'missing_required_parameter',
    );
  const name = checkName(wanted['name'], 'response_format.json_schema.name');
  const schema = isObject(wanted['schema']) ? wanted['schema'] : {};
  if (wanted['strict'] === true)
    checkStrictSchema(schema, { owner: `response_format '${name}'`, param: 'response_format' });
  return { schema, jsonOnly: true };
}

function readTool(tool: unknown, at: number): OfferedTool {
  const place = `tools[${at}]`;
  const described = isObject(tool) ? (tool['function'] ?? tool['custom']) : undefined;
  if (!isObject(described))
    throw invalidRequest(
      `Missing required parameter: '${place}.function'.`,
      `${place}.function`,
      'missing_required_parameter',
    );
  const name = checkName(described['name'], `${place}.function.name`);
  const schema = isObject(described['parameters']) ? described['parameters'] : {};
  if (described['strict'] === true)
    checkStrictSchema(schema, { owner: `function '${name}'`, param: `${place}.function.parameters` });
  return { name, schema };
}

function readWanted(body: JsonObject, tools: readonly OfferedTool[]): WantedTool {
  const choice = body['tool_choice'];
  if (choice === undefined || choice === null) return tools.length > 0 ? 'auto' : 'none';
  if (tools.length === 0)
    throw invalidRequest("'tool_choice' is only allowed when 'tools' are specified.", 'tool_choice');
  if (choice === 'auto' || choice === 'none' || choice === 'required') return choice;
  const wanted = isObject(choice) && isObject(choice['function']) ? stringOf(choice['function']['name']) : undefined;
  if (wanted === undefined || !tools.some((tool) => tool.name === wanted)) {
    throw invalidRequest(`Invalid value for 'tool_choice': ${JSON.stringify(choice)}.`, 'tool_choice', 'invalid_value');
  }
  return { name: wanted };
}

function readStop(stop: unknown): readonly string[] {
  const list = typeof stop === 'string' ? [stop] : listOf(stop);
  if (list.length > 4)
    throw invalidRequest(
      `Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length ${list.length} instead.`,
      'stop',
      'array_above_max_length',
    );
  return list.filter((item): item is string => typeof item === 'string');
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
