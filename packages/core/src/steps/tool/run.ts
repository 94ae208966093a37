import { FailureError } from '../../errors/failure.ts';
import type { Json, JsonObject } from '../../json.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import type { StepContext } from '../step-context.ts';
import type { ToolConfig } from './config.ts';

/** One call of a declared tool. */
export async function runTool(config: ToolConfig, context: StepContext): Promise<Json> {
  const key = idempotencyKey(context);
  return await context.callTool(config.tool, {
    arguments: toArguments(config.arguments.evaluate(context.scope)),
    ...(config.method === undefined ? {} : { method: config.method }),
    ...(key === undefined ? {} : { idempotencyKey: key }),
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
