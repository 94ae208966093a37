import type { Json } from '../../json.ts';
import type { StepContext } from '../step-context.ts';
import type { ApprovalConfig } from './config.ts';

/** Asks a person; a rejection fails the step. Without a `schema` the output is `{approved: true}`. */
export async function runApproval(config: ApprovalConfig, context: StepContext): Promise<Json> {
  const answer = await context.ask({
    message: config.message.render(context.scope),
    onTimeout: config.onTimeout,
    ...(config.timeoutMs === undefined ? {} : { timeoutMs: config.timeoutMs }),
    ...(config.schema === undefined ? {} : { schema: config.schema }),
  });
  return config.schema === undefined ? { approved: true } : answer;
}
