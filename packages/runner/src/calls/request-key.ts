import { hash } from 'node:crypto';
import { canonicalJson, type JsonSchema, type ModelRequest, type ToolDefinition } from '@sluice/core';

export interface KeyedRequest {
  readonly model: string;
  readonly recorded: boolean;
  /** Address of the step's instance: a loop's second turn and a map's second item are samples of their own. */
  readonly path: string;
  readonly request: ModelRequest;
}

/**
 * What the response cache and a resumed run look an answer up by: SHA-256 of everything that decides the answer.
 * Where answers come from a recording, that includes the case.
 */
export function requestKey({ model, recorded, path, request }: KeyedRequest): string {
  const { messages, params, output, tools, toolChoice, origin } = request;
  const text = [
    keyVersion,
    JSON.stringify([model, path, origin.sample, recorded ? (origin.caseId ?? '') : '']),
    canonicalJson(messages),
    canonicalJson(params),
    output === undefined ? '' : canonicalSchema(output.schema),
    tools === undefined ? '' : tools.map(canonicalTool).join(','),
    toolChoice === undefined ? '' : canonicalJson(toolChoice),
  ].join('\n');
  return hash('sha256', text, 'hex');
}

/** Of the language and of this key: an older cache must not answer a newer meaning. */
const keyVersion = 'prompt/1/1';

/** Schemas are compiled with the plan and the same for every case. */
const schemas = new WeakMap<object, string>();

function canonicalSchema(schema: JsonSchema): string {
  if (typeof schema !== 'object') return String(schema);
  const known = schemas.get(schema);
  if (known !== undefined) return known;
  const text = canonicalJson(schema);
  schemas.set(schema, text);
  return text;
}

function canonicalTool(tool: ToolDefinition): string {
  return canonicalJson([tool.name, tool.description ?? '', canonicalSchema(tool.parameters)]);
}
