import type { WireRequest } from '../wire/endpoint.ts';
import { invalidRequest } from '../wire/failure.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../wire/json.ts';
import { fromTurns, type OfferedTool, type Prompt, type WantedTool } from '../wire/prompt.ts';
import { readTurns } from './read-content.ts';

const sampling = ['temperature', 'top_p', 'top_k'];
const parameters = new Set([
  'model',
  'messages',
  'max_tokens',
  'cache_control',
  'container',
  'context_management',
  'diagnostics',
  'fallbacks',
  'inference_geo',
  'mcp_servers',
  'metadata',
  'output_config',
  'output_format',
  'service_tier',
  'speed',
  'stop_sequences',
  'stream',
  'system',
  'thinking',
  'tool_choice',
  'tools',
  'user_profile_id',
  'workspace_id',
  ...sampling,
]);
const versions = ['2023-01-01', '2023-06-01', '2026-10-21'];

/** The API version of a request. @throws RefusedRequest without one, or with one that does not exist */
function versionOf({ headers }: WireRequest): string {
  const version = headers['anthropic-version'];
  if (typeof version !== 'string') throw invalidRequest('anthropic-version: header is required');
  if (!versions.includes(version)) throw invalidRequest(`anthropic-version: "${version}" is not a valid version`);
  return version;
}

/** Whether the request's version is 2026-10-21 or later: sampling parameters are gone, `system` is a role. */
export function isNewVersion(request: WireRequest): boolean {
  return versionOf(request) >= '2026-10-21';
}

/** Reads and checks a Messages request. @throws RefusedRequest */
export function readMessageRequest(request: WireRequest): Prompt {
  const { body } = request;
  const prompt = readCounted(request);
  const maxTokens = body['max_tokens'];
  if (maxTokens === undefined) throw invalidRequest('max_tokens: Field required');
  if (!Number.isInteger(maxTokens)) throw invalidRequest('max_tokens: Input should be a valid integer');
  if (Number(maxTokens) < 1) throw invalidRequest('max_tokens: Input should be greater than or equal to 1');
  checkThinking(body['thinking'], Number(maxTokens));
  return { ...prompt, maxTokens: Number(maxTokens) };
}

/** Reads what `count_tokens` and `messages` share. @throws RefusedRequest */
export function readCounted(request: WireRequest): Prompt {
  const { body } = request;
  const newVersion = isNewVersion(request);
  const model = body['model'];
  if (typeof model !== 'string' || model === '') throw invalidRequest('model: Field required');
  checkParameters(request, newVersion);
  const tools = listOf(body['tools']).map(readTool);
  const schema = readSchema(body);
  return {
    model,
    ...fromTurns(readTurns(body, newVersion)),
    schema,
    jsonOnly: schema !== undefined,
    tools,
    wantedTool: readWanted(body['tool_choice'], tools),
    maxTokens: undefined,
    stop: listOf(body['stop_sequences']).filter((item): item is string => typeof item === 'string'),
    choices: 1,
    stream: body['stream'] === true,
  };
}

function checkParameters({ body, headers, query }: WireRequest, newVersion: boolean): void {
  // A beta takes parameters that only it knows.
  const beta = headers['anthropic-beta'] !== undefined || query.get('beta') === 'true';
  for (const name of Object.keys(body)) {
    if ((!beta && !parameters.has(name)) || (newVersion && sampling.includes(name)))
      throw invalidRequest(`${name}: Extra inputs are not permitted`);
  }
  for (const name of ['temperature', 'top_p']) {
    const value = body[name];
    if (value === undefined) continue;
    if (typeof value !== 'number') throw invalidRequest(`${name}: Input should be a valid number`);
    if (value < 0) throw invalidRequest(`${name}: Input should be greater than or equal to 0`);
    if (value > 1) throw invalidRequest(`${name}: Input should be less than or equal to 1`);
  }
  if (body['stream'] !== undefined && typeof body['stream'] !== 'boolean')
    throw invalidRequest('stream: Input should be a valid boolean');
}

function checkThinking(thinking: unknown, maxTokens: number): void {
  if (!isObject(thinking)) return;
  const type = thinking['type'];
  if (!['enabled', 'disabled', 'adaptive', 'between_tools'].includes(String(type))) {
    throw invalidRequest(
      `thinking: Input tag '${String(type)}' found using 'type' does not match any of the expected tags`,
    );
  }
  if (type !== 'enabled') return;
  const budget = thinking['budget_tokens'];
  if (!Number.isInteger(budget)) throw invalidRequest('thinking.enabled.budget_tokens: Field required');
  if (Number(budget) < 1024)
    throw invalidRequest('thinking.enabled.budget_tokens: Input should be greater than or equal to 1024');
  if (Number(budget) >= maxTokens) throw invalidRequest('`max_tokens` must be greater than `thinking.budget_tokens`.');
}

function readSchema(body: JsonObject): JsonObject | undefined {
  const config = body['output_config'];
  const format = isObject(config) ? config['format'] : body['output_format'];
  if (!isObject(format)) return undefined;
  if (format['type'] !== 'json_schema')
    throw invalidRequest("output_config.format.type: Input should be 'json_schema'");
  const schema = format['schema'];
  if (!isObject(schema)) throw invalidRequest('output_config.format.schema: Field required');
  checkClosed(schema);
  return schema;
}

/** Anthropic wants every object of an output schema closed. */
function checkClosed(schema: unknown): void {
  if (Array.isArray(schema)) for (const item of schema) checkClosed(item);
  if (!isObject(schema)) return;
  if (schema['type'] === 'object' && schema['additionalProperties'] !== false) {
    throw invalidRequest(
      "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
    );
  }
  for (const name of ['items', 'anyOf', 'allOf']) checkClosed(schema[name]);
  for (const name of ['properties', '$defs', 'definitions'])
    if (isObject(schema[name])) checkClosed(Object.values(schema[name]));
}

function readTool(tool: unknown, at: number): OfferedTool {
  if (!isObject(tool)) throw invalidRequest(`tools.${at}: Input should be a valid dictionary`);
  const name = stringOf(tool['name']);
  const own = tool['type'] === undefined || tool['type'] === 'custom';
  if (own && name === undefined) throw invalidRequest(`tools.${at}.custom.name: Field required`);
  if (own && !/^[a-zA-Z0-9_-]{1,128}$/u.test(name ?? ''))
    throw invalidRequest(`tools.${at}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`);
  if (own && !isObject(tool['input_schema'])) throw invalidRequest(`tools.${at}.custom.input_schema: Field required`);
  return { name: name ?? '', schema: isObject(tool['input_schema']) ? tool['input_schema'] : {} };
}

function readWanted(choice: unknown, tools: readonly OfferedTool[]): WantedTool {
  if (!isObject(choice)) return tools.length > 0 ? 'auto' : 'none';
  if (tools.length === 0 && choice['type'] !== 'none')
    throw invalidRequest('tool_choice may only be specified while providing tools.');
  switch (choice['type']) {
    case 'auto':
    case 'none':
      return choice['type'];
    case 'any':
      return 'required';
    case 'tool': {
      const name = stringOf(choice['name']);
      if (name === undefined || !tools.some((tool) => tool.name === name))
        throw invalidRequest(`Tool '${name}' not found in provided tools`);
      return { name };
    }
    default:
      throw invalidRequest(
        `tool_choice: Input tag '${String(choice['type'])}' found using 'type' does not match any of the expected tags: 'auto', 'any', 'tool', 'none'`,
      );
  }
}
