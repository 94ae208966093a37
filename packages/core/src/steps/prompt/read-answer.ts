import { type Failure, FailureError } from '../../errors/failure.ts';
import type { Json } from '../../json.ts';
import type { ModelResponse } from '../../model/model.ts';
import type { StepContext } from '../step-context.ts';
import type { PromptConfig } from './config.ts';
import { lenientJson } from './lenient-json.ts';

export type Reading =
  | { readonly ok: true; readonly output: Json }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What an answer says: `{text}`, or JSON that the step's schema accepts, or what is wrong with it. */
export async function readAnswer(
  config: PromptConfig,
  response: ModelResponse,
  context: StepContext,
): Promise<Reading> {
  refuseRefusals(response);
  const validate = context.node.validateOutput;
  if (validate === undefined) return { ok: true, output: { text: response.text } };
  const strict = parse(response.text);
  if (strict !== undefined) return check(strict, validate(strict));
  const mended = config.repair.lenientParse ? await lenientJson(response.text) : undefined;
  if (mended === undefined) return { ok: false, problems: ['/ is not JSON'] };
  context.record({ type: 'repair', how: 'lenient_parse', problems: ['/ is not JSON'] });
  return check(mended, validate(mended));
}

function refuseRefusals(response: ModelResponse): void {
  if (response.finish === 'content_filter') {
    throw failure('content_filter', 'Stopped by a content filter', 'the provider filtered the answer');
  }
  if (response.finish === 'refusal' || response.refusal !== undefined) {
    throw failure('refusal', 'The model refused', response.refusal ?? (response.text || 'the model refused to answer'));
  }
}

function failure(type: Failure['type'], title: string, detail: string): FailureError {
  return new FailureError({ type, title, detail });
}

function check(output: Json, problems: readonly string[]): Reading {
  return problems.length === 0 ? { ok: true, output } : { ok: false, problems };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
