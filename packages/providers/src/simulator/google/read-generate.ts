import type { WireRequest } from '../wire/endpoint.ts';
import { invalidRequest } from '../wire/failure.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../wire/json.ts';
import { fromTurns, type OfferedTool, type Prompt, type Turn, type WantedTool } from '../wire/prompt.ts';

const members = new Set([
  'contents',
  'systemInstruction',
  'generationConfig',
  'tools',
  'toolConfig',
  'safetySettings',
  'cachedContent',
  'labels',
  'model',
  'serviceTier',
  'store',
]);
const configMembers = new Set([
  'stopSequences',
  'responseMimeType',
  'responseSchema',
  'responseJsonSchema',
  'responseFormat',
  'responseModalities',
  'candidateCount',
  'maxOutputTokens',
  'temperature',
  'topP',
  'topK',
  'seed',
  'presencePenalty',
  'frequencyPenalty',
  'responseLogprobs',
  'logprobs',
  'enableEnhancedCivicAnswers',
  'speechConfig',
  'thinkingConfig',
  'imageConfig',
  'mediaResolution',
  'audioTimestamp',
  'routingConfig',
  'modelSelectionConfig',
  'serviceTier',
]);

/** Reads and checks a request of `generateContent` or `streamGenerateContent`. @throws RefusedRequest */
export function readGenerate({ body, pathModel }: WireRequest, stream: boolean): Prompt {
  const given = camelMembers(body);
  checkMembers(given, members, '');
  const config = isObject(given['generationConfig']) ? camelMembers(given['generationConfig']) : {};
  checkMembers(config, configMembers, " at 'generation_config'");
  checkRanges(config);
  const tools = listOf(given['tools']).flatMap(readTools);
  const schema = config['responseJsonSchema'] ?? config['responseSchema'];
  if (
    schema !== undefined &&
    config['responseMimeType'] !== 'application/json' &&
    config['responseMimeType'] !== 'text/x.enum'
  ) {
    throw invalidRequest(
      "Response schema is only supported with response mime type 'application/json' or 'text/x.enum'.",
    );
  }
  return {
    model: pathModel ?? '',
    ...fromTurns(readTurns(given)),
    schema: isObject(schema) ? schema : undefined,
    jsonOnly: config['responseMimeType'] === 'application/json',
    tools,
    wantedTool: readWanted(given['toolConfig'], tools),
    maxTokens: typeof config['maxOutputTokens'] === 'number' ? config['maxOutputTokens'] : undefined,
    stop: listOf(config['stopSequences']).filter((item): item is string => typeof item === 'string'),
    choices: typeof config['candidateCount'] === 'number' ? config['candidateCount'] : 1,
    stream,
  };
}

/** The turns of `contents` and of the system instruction. @throws RefusedRequest */
function readTurns(body: JsonObject): readonly Turn[] {
  const contents = listOf(body['contents']);
  if (contents.length === 0) throw invalidRequest('* GenerateContentRequest.contents: contents is not specified');
  const system = body['systemInstruction'];
  const turns = contents.map((content, at) => readContent(content, `contents[${at}]`));
  if (system === undefined || system === null) return turns;
  return [{ ...readContent(system, 'system_instruction'), role: 'system' }, ...turns];
}

function readContent(content: unknown, place: string): Turn {
  if (!isObject(content))
    throw invalidRequest(
      `Invalid value at '${place}' (type.googleapis.com/google.ai.generativelanguage.v1beta.Content)`,
    );
  const role = content['role'] ?? 'user';
  if (typeof role !== 'string' || !['user', 'model', 'function', 'system'].includes(role)) {
    throw invalidRequest('Please use a valid role: user, model.');
  }
  const parts = listOf(content['parts']).map((part) => (isObject(part) ? camelMembers(part) : {}));
  if (parts.length === 0 && role !== 'model')
    throw invalidRequest(`* GenerateContentRequest.${place}.parts: contents.parts must not be empty.`);
  const texts = parts.map((part, at) => readPart(part, `${place}.parts[${at}]`));
  const said = texts.filter((text) => text !== undefined);
  const result = parts.some((part) => part['functionResponse'] !== undefined);
  const turn = result ? 'tool' : role === 'model' ? 'assistant' : role === 'system' ? 'system' : 'user';
  return { role: turn, text: said.join('\n'), attachments: texts.length - said.length };
}

/** The text of a part; `undefined` for inline data or a file. */
function readPart(part: JsonObject, place: string): string | undefined {
  if (part['text'] !== undefined) {
    if (typeof part['text'] !== 'string')
      throw invalidRequest(`Invalid value at '${place}.text' (TYPE_STRING), ${JSON.stringify(part['text'])}`);
    return part['thought'] === true ? '' : part['text'];
  }
  if (part['inlineData'] !== undefined || part['fileData'] !== undefined) return undefined;
  const other =
    part['functionCall'] ?? part['functionResponse'] ?? part['executableCode'] ?? part['codeExecutionResult'];
  if (
    other === undefined &&
    part['thoughtSignature'] === undefined &&
    part['toolCall'] === undefined &&
    part['toolResponse'] === undefined
  ) {
    throw invalidRequest(
      `* GenerateContentRequest.${place}.data: required oneof field 'data' must have one initialized field`,
    );
  }
  return other === undefined ? '' : JSON.stringify(other);
}

function checkMembers(body: JsonObject, known: ReadonlySet<string>, place: string): void {
  const strange = Object.keys(body).find((name) => !known.has(name));
  if (strange !== undefined)
    throw invalidRequest(`Invalid JSON payload received. Unknown name "${strange}"${place}: Cannot find field.`);
}

const ranges: readonly (readonly [name: string, least: number, most: number])[] = [
  ['temperature', 0, 2],
  ['topP', 0, 1],
  ['candidateCount', 1, 8],
  ['maxOutputTokens', 1, Infinity],
];

function checkRanges(config: JsonObject): void {
  for (const [name, least, most] of ranges) {
    const value = config[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'number')
      throw invalidRequest(
        `Invalid value at 'generation_config.${snake(name)}' (TYPE_FLOAT), ${JSON.stringify(value)}`,
      );
    if (value >= least && value <= most) continue;
    throw invalidRequest(
      `* GenerateContentRequest.generation_config.${snake(name)}: ${name} must be in the range [${least}, ${most}].`,
    );
  }
}

function readTools(tool: unknown): readonly OfferedTool[] {
  const given = isObject(tool) ? camelMembers(tool) : {};
  return listOf(given['functionDeclarations']).map((declaration, at) => {
    const described = isObject(declaration) ? camelMembers(declaration) : {};
    const name = stringOf(described['name']);
    if (name === undefined || !/^[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}$/u.test(name)) {
      throw invalidRequest(
        `* GenerateContentRequest.tools[0].function_declarations[${at}].name: Invalid function name. Must start with a letter or an underscore.`,
      );
    }
    const schema = described['parametersJsonSchema'] ?? described['parameters'];
    return { name, schema: isObject(schema) ? schema : {} };
  });
}

function readWanted(given: unknown, tools: readonly OfferedTool[]): WantedTool {
  const config = isObject(given) ? camelMembers(given)['functionCallingConfig'] : undefined;
  const calling = isObject(config) ? camelMembers(config) : {};
  const mode = String(calling['mode'] ?? 'AUTO').toUpperCase();
  if (tools.length === 0 || mode === 'NONE') return 'none';
  if (mode !== 'ANY') return 'auto';
  const allowed = listOf(calling['allowedFunctionNames']);
  const named = allowed.length === 1 ? stringOf(allowed[0]) : undefined;
  return named === undefined ? 'required' : { name: named };
}

/** The wire takes both spellings of each member, `generationConfig` and `generation_config`. */
function camelMembers(body: JsonObject): JsonObject {
  const names = Object.keys(body);
  if (!names.some((name) => name.includes('_'))) return body;
  return Object.fromEntries(
    names.map((name) => [name.replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase()), body[name]]),
  );
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
