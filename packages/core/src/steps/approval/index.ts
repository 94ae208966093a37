import { choice, duration, object, schemaDocument, text } from '../../schema/schema-builder.ts';
import { defineStep, type StepKind } from '../step-kind.ts';
import { compileApproval } from './compile.ts';
import type { ApprovalConfig } from './config.ts';
import { runApproval } from './run.ts';

/** A question to a person; a rejection fails the step. */
export const approvalStep: StepKind = defineStep<ApprovalConfig>({
  kind: 'approval',
  config: object('A question to a person; a rejection fails the step.', {
    required: { message: text('The question; {{ }} takes values in.') },
    optional: {
      timeout: duration('How long an answer is waited for; for ever when absent.'),
      on_timeout: choice('What no answer means; reject when absent.', ['approve', 'reject']),
      schema: schemaDocument('JSON Schema of the answer; approved or not when absent.'),
    },
  }),
  takesWith: false,
  takesDefaultTimeout: false,
  compile: compileApproval,
  run: runApproval,
});
