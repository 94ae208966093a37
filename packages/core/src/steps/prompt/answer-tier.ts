import { FailureError } from '../../errors/failure.ts';
import type { Json } from '../../json.ts';
import type { Message } from '../../model/message.ts';
import type { ModelAnswer, StepContext } from '../step-context.ts';
import type { PromptConfig } from './config.ts';
import { type Conversation, converse } from './converse.ts';
import { readAnswer } from './read-answer.ts';

/** One model's answer, read and if need be asked for again. Throws `invalid_output`, `truncated`, `refusal`, ... */
export async function answerTier(
  config: PromptConfig,
  conversation: Conversation,
  context: StepContext,
): Promise<Json> {
  let current = conversation;
  for (let asked = 0; ; asked += 1) {
    const { answer, messages } = await converse(config, current, context);
    const reading = await readAnswer(config, answer, context);
    if (reading.ok) return reading.output;
    if (answer.finish === 'length') throw truncated(answer);
    if (asked >= config.repair.reask) throw invalid(reading.problems, asked);
    context.record({ type: 'repair', how: 'reask', problems: reading.problems });
    const again = [...messages, ...correction(answer, reading.problems)];
    current = { ...conversation, request: { ...conversation.request, messages: again } };
  }
}

function correction(answer: ModelAnswer, problems: readonly string[]): readonly Message[] {
  const list = problems.map((problem) => `- ${problem}`).join('\n');
  return [
    { role: 'assistant', content: answer.turn },
    {
      role: 'user',
      content: [
        {
          type: 'text',
          text: `Your answer does not match the required JSON schema:\n${list}\nAnswer again with the complete, corrected JSON and nothing else.`,
        },
      ],
    },
  ];
}

function truncated(answer: ModelAnswer): FailureError {
  return new FailureError({
    type: 'truncated',
    title: 'The answer was cut off',
    detail: `${answer.modelId} stopped at its limit of output tokens before the JSON was complete`,
    hint: 'raise params.max_tokens, or ask for less',
  });
}

function invalid(problems: readonly string[], asked: number): FailureError {
  const shown = problems.slice(0, 10).join('; ');
  return new FailureError({
    type: 'invalid_output',
    title: 'The answer does not match the schema',
    detail: asked === 0 ? shown : `${shown} (after ${asked} more ${asked === 1 ? 'request' : 'requests'})`,
  });
}
