import { FailureError } from '../../errors/failure.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { StepContext } from '../step-context.ts';
import type { ToolConfig } from './config.ts';

/** One call of a declared tool. */
export async function runTool(config: ToolConfig, context: StepContext): Promise<Json> {
  const key = context.node.idempotencyKey?.evaluate(context.scope);
  return await context.callTool(config.tool, {
    arguments: toArguments(config.arguments.evaluate(context.scope)),
    ...(config.method === undefined ? {} : { method: config.method }),
    ...(key === undefined || key === null ? {} : { idempotencyKey: toKey(key) }),
  });
}

function toArguments(value: Json): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new FailureError({
    type: 'invalid_request',
    title: 'Arguments are not an object',
    detail: `the arguments of the tool came to ${value === null ? 'null' : typeof value}`,
    code: 'tool/arguments',
  });
}

function toKey(value: Json): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new FailureError({
    type: 'invalid_request',
    title: 'Idempotency key is not text',
    detail: `idempotency_key came to ${value === '' ? 'an empty text' : typeof value}`,
    code: 'tool/idempotency-key',
  });
}
