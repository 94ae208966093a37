import { FailureError } from '../../errors/failure.ts';
import type { Json } from '../../json.ts';
import type { ModelRequest } from '../../model/model.ts';
import type { StepContext } from '../step-context.ts';
import { answerTier } from './answer-tier.ts';
import type { PromptConfig, PromptTier } from './config.ts';
import { offerTools } from './offer-tools.ts';
import { readParams } from './read-params.ts';
import { renderMessages } from './render-messages.ts';

/**
 * Asks the model, tier by tier: the next one when an answer stays invalid or `accept` is false.
 * The last tier's answer is used even if not accepted, unless `require` is set.
 */
export async function runPrompt(config: PromptConfig, context: StepContext): Promise<Json> {
  const tools = config.tools.length === 0 ? noTools : await offerTools(config.tools, context);
  const { node, scope } = context;
  const request: Omit<ModelRequest, 'origin'> = {
    messages: renderMessages(config.messages, scope),
    params: config.params === undefined ? {} : readParams(config.params.evaluate(scope)),
    ...(node.outputSchema === undefined ? {} : { output: { name: node.id, schema: node.outputSchema } }),
    ...(tools.size === 0 ? {} : { tools: [...tools.values()].map((tool) => tool.definition) }),
  };
  const last = config.tiers.length - 1;
  for (const [index, tier] of config.tiers.entries()) {
    const result = await tryTier(
      () => answerTier(config, { model: tier.model, request, tools }, context),
      index < last,
    );
    const accepted = result.ok && isAccepted(tier, result.output, context);
    const why = result.ok ? (accepted ? 'accepted' : 'accept is false') : result.why;
    if (last > 0) context.record({ type: 'cascade', tier: index, model: tier.model, accepted, why });
    if (result.ok && (accepted || (index === last && !tier.require))) return result.output;
  }
  throw new FailureError({
    type: 'invalid_output',
    title: 'No answer was accepted',
    detail: 'the `accept` of the last model is false, and `require` is set',
    code: 'prompt/not-accepted',
  });
}

const noTools: Awaited<ReturnType<typeof offerTools>> = new Map();

type TierResult = { readonly ok: true; readonly output: Json } | { readonly ok: false; readonly why: string };

/** An answer that stays unreadable is a reason for the next tier; every other failure is the step's. */
async function tryTier(answer: () => Promise<Json>, another: boolean): Promise<TierResult> {
  try {
    return { ok: true, output: await answer() };
  } catch (error) {
    if (!another || !(error instanceof FailureError)) throw error;
    const { type } = error.failure;
    if (type !== 'invalid_output' && type !== 'truncated') throw error;
    return { ok: false, why: type };
  }
}

function isAccepted(tier: PromptTier, output: Json, { scope }: StepContext): boolean {
  if (tier.accept === undefined) return true;
  return tier.accept.evaluate({ ...scope, locals: { ...scope.locals, output } }) === true;
}
