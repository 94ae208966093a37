import type { JsonSchema } from '../../json.ts';
import { parseDuration } from '../../pipeline/duration.ts';
import { checkJsonSchema } from '../../schema/check-json-schema.ts';
import type { CompileContext, StepSource } from '../compile-context.ts';
import type { CompiledStep } from '../step-kind.ts';
import type { ApprovalConfig } from './config.ts';
import * as problems from './problems.ts';

/** Without a schema, what a step reads is that it was approved: a rejection fails it. */
const approved: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['approved'],
  properties: { approved: { const: true } },
};

export function compileApproval(
  { config }: StepSource,
  context: CompileContext,
): CompiledStep<ApprovalConfig> | undefined {
  const messageSource = config.get('message');
  const message = messageSource === undefined ? undefined : context.template(messageSource);
  const timeout = config.get('timeout')?.value;
  const timeoutMs = typeof timeout === 'string' ? parseDuration(timeout) : undefined;
  const onTimeout = config.get('on_timeout')?.value === 'approve' ? 'approve' : 'reject';
  if (config.get('on_timeout') !== undefined && timeoutMs === undefined) {
    context.report(problems.onTimeoutWithoutTimeout.at(config.keyAt('on_timeout'), {}));
  }
  const schemaSource = config.get('schema');
  if (schemaSource !== undefined && onTimeout === 'approve') {
    context.report(problems.approveWithoutAnswer.at(config.keyAt('on_timeout'), {}));
  }
  const findings = schemaSource === undefined ? [] : checkJsonSchema(schemaSource);
  for (const finding of findings) context.report(finding);
  if (message === undefined || findings.length > 0) return undefined;
  // The findings above leave only what is a schema.
  const schema = schemaSource?.value as JsonSchema | undefined;
  return {
    config: {
      message,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      onTimeout,
      ...(schema === undefined ? {} : { schema }),
    },
    outputSchema: schema ?? approved,
    effect: 'read',
  };
}
