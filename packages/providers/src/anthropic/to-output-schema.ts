import { FailureError, type JsonObject, type JsonSchema } from '@sluice/core';
import { failureTitle } from '../wire/failure-title.ts';

/**
 * An output schema in the dialect of `output_config.format`: closed objects, and what Anthropic does not enforce
 * (bounds, patterns) told in descriptions. The answer is still checked against the schema as it was written.
 */
export async function toOutputSchema(schema: JsonSchema): Promise<JsonObject> {
  const { transformJSONSchema } = await import('@anthropic-ai/sdk/lib/transform-json-schema');
  try {
    return JSON.parse(JSON.stringify(transformJSONSchema(typeof schema === 'boolean' ? {} : schema))) as JsonObject;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new FailureError({
      type: 'invalid_request',
      title: failureTitle.invalid_request,
      detail: `the output schema does not fit Anthropic's structured outputs: ${detail}`,
      hint: 'give every part of the schema a `type`',
      code: 'anthropic/output-schema',
    });
  }
}
