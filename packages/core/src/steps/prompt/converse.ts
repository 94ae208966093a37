import { type Failure, FailureError } from '../../errors/failure.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Message, ToolCallPart, ToolResultPart } from '../../model/message.ts';
import type { ModelRequest } from '../../model/model.ts';
import type { ToolCall } from '../../tools/tool-kind.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import type { ModelAnswer, StepContext } from '../step-context.ts';
import type { PromptConfig } from './config.ts';
import type { OfferedTool } from './offer-tools.ts';

export interface Conversation {
  readonly model: string;
  readonly request: Omit<ModelRequest, 'origin'>;
  readonly tools: ReadonlyMap<string, OfferedTool>;
}

export interface ConversationEnd {
  readonly answer: ModelAnswer;
  /** Everything said before the answer. */
  readonly messages: readonly Message[];
}

/** Calls the model, and the tools it asks for, until it answers without asking for one; at most `max_turns` calls. */
export async function converse(
  config: PromptConfig,
  conversation: Conversation,
  context: StepContext,
): Promise<ConversationEnd> {
  let messages = conversation.request.messages;
  for (let turn = 1; ; turn += 1) {
    const answer = await context.generate(
      conversation.model,
      { ...conversation.request, messages },
      config.stream === 'off' ? {} : { stream: config.stream },
    );
    if (answer.toolCalls.length === 0 || conversation.tools.size === 0) return { answer, messages };
    if (turn >= config.maxTurns) throw tooManyTurns(config.maxTurns);
    const results: ToolResultPart[] = [];
    // One after the other: a model may count on the order of its calls.
    for (const call of answer.toolCalls) results.push(await answerCall(call, conversation, context));
    messages = [...messages, { role: 'assistant', content: answer.turn }, { role: 'tool', content: results }];
  }
}

async function answerCall(call: ToolCallPart, { tools }: Conversation, context: StepContext): Promise<ToolResultPart> {
  const tool = tools.get(call.name);
  const args = readArguments(call.arguments);
  if (tool === undefined) return refused(call, `there is no tool named ${call.name}`);
  if (args === undefined) return refused(call, 'the arguments are not a JSON object');
  try {
    const output = await context.callTool(tool.name, toolCall(tool, call.id, { args, context }), tool.effect);
    return { type: 'tool-result', id: call.id, name: call.name, output };
  } catch (error) {
    // What a tool could not do is for the model to deal with; being stopped is not.
    if (context.signal.aborted || !(error instanceof FailureError)) throw error;
    if (notForTheModel(error.failure)) throw error;
    return refused(call, `${error.failure.title}: ${error.failure.detail}`);
  }
}

interface Arguments {
  readonly args: JsonObject;
  readonly context: StepContext;
}

/** Calls of one step need keys of their own; the model's id of a call is the same after a resume. */
function toolCall({ method, effect }: OfferedTool, id: string, { args, context }: Arguments): ToolCall {
  const key = effect === 'write' ? idempotencyKey(context) : undefined;
  return {
    arguments: args,
    ...(method === undefined ? {} : { method }),
    ...(key === undefined ? {} : { idempotencyKey: `${key}:${id}` }),
  };
}

/** Only a person can say whether an interrupted write was done. */
function notForTheModel({ type, code }: Failure): boolean {
  return type === 'cancelled' || type === 'budget' || code === 'resume/unknown-write';
}

function refused(call: ToolCallPart, error: string): ToolResultPart {
  return { type: 'tool-result', id: call.id, name: call.name, output: { error }, isError: true };
}

function readArguments(text: string): JsonObject | undefined {
  if (text.trim() === '') return {};
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function tooManyTurns(maxTurns: number): FailureError {
  return new FailureError({
    type: 'invalid_output',
    title: 'No answer within max_turns',
    detail: `the model still asked for tools after ${maxTurns} turns`,
    hint: 'raise max_turns, or say in the prompt when to stop',
    code: 'prompt/max-turns',
  });
}
