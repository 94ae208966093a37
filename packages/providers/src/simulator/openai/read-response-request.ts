import type { WireRequest } from '../wire/endpoint.ts';
import { invalidRequest } from '../wire/failure.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../wire/json.ts';
import { fromTurns, type OfferedTool, type Prompt, type WantedTool } from '../wire/prompt.ts';
import { checkName } from './check-name.ts';
import { checkParameters, requestedModel } from './check-parameters.ts';
import { checkStrictSchema } from './check-strict-schema.ts';
import { readResponseInput } from './read-response-input.ts';
import { responsesParameters } from './responses-parameters.ts';

/** Reads and checks a Responses request. @throws RefusedRequest */
export function readResponseRequest({ body, pathModel }: WireRequest): Prompt {
  const model = requestedModel(body, pathModel);
  checkParameters(body, responsesParameters);
  const { input, prompt, previous_response_id: previous, conversation } = body;
  if (input === undefined && prompt === undefined && previous === undefined && conversation === undefined) {
    throw invalidRequest(
      'Missing required parameter: \'input\'. One of "input" or "previous_response_id" or "prompt" or "conversation" must be provided.',
      'input',
      'missing_required_parameter',
    );
  }
  const tools = listOf(body['tools']).flatMap(readTool);
  return {
    model,
    ...fromTurns(readResponseInput({ ...body, input: input ?? [] })),
    ...readFormat(body['text']),
    tools,
    wantedTool: readWanted(body, tools),
    maxTokens: typeof body['max_output_tokens'] === 'number' ? body['max_output_tokens'] : undefined,
    stop: [],
    choices: 1,
    stream: body['stream'] === true,
  };
}

function readFormat(text: unknown): Pick<Prompt, 'schema' | 'jsonOnly'> {
  const format = isObject(text) ? text['format'] : undefined;
  const type = isObject(format) ? format['type'] : 'text';
  if (!isObject(format) || type === 'text') return { schema: undefined, jsonOnly: false };
  if (type === 'json_object') return { schema: undefined, jsonOnly: true };
  if (type !== 'json_schema') {
    throw invalidRequest(
      `Invalid value: '${String(type)}'. Supported values are: 'json_object', 'json_schema', and 'text'.`,
      'text.format.type',
      'invalid_value',
    );
  }
  const name = checkName(format['name'], 'text.format.name');
  if (!isObject(format['schema']))
    throw invalidRequest(
      "Missing required parameter: 'text.format.schema'.",
      'text.format.schema',
      'missing_required_parameter',
    );
  const schema = format['schema'];
  if (format['strict'] !== false)
    checkStrictSchema(schema, { owner: `response_format '${name}'`, param: 'text.format.schema' });
  return { schema, jsonOnly: true };
}

/** Function tools; the built-in ones are taken and never called. */
function readTool(tool: unknown, at: number): readonly OfferedTool[] {
  const place = `tools[${at}]`;
  const type = isObject(tool) ? stringOf(tool['type']) : undefined;
  if (!isObject(tool) || type === undefined)
    throw invalidRequest(`Missing required parameter: '${place}.type'.`, `${place}.type`, 'missing_required_parameter');
  if (type !== 'function') return [];
  const name = checkName(tool['name'], `${place}.name`);
  const schema = isObject(tool['parameters']) ? tool['parameters'] : {};
  if (tool['strict'] === true) checkStrictSchema(schema, { owner: `function '${name}'`, param: `${place}.parameters` });
  return [{ name, schema }];
}

function readWanted(body: JsonObject, tools: readonly OfferedTool[]): WantedTool {
  const choice = body['tool_choice'];
  if (choice === undefined || choice === null) return tools.length > 0 ? 'auto' : 'none';
  if (choice === 'auto' || choice === 'none') return choice;
  if (choice === 'required' && listOf(body['tools']).length > 0) return choice;
  const wanted = isObject(choice) ? stringOf(choice['name']) : undefined;
  if (wanted !== undefined && tools.some((tool) => tool.name === wanted)) return { name: wanted };
  if (isObject(choice) && choice['type'] !== 'function') return 'auto';
  throw invalidRequest(
    wanted === undefined
      ? `Tool choice ${JSON.stringify(choice)} must be specified with 'tools' parameter.`
      : `Tool choice 'function' not found in 'tools' parameter.`,
    'tool_choice',
    'invalid_value',
  );
}
