import type { JsonObject } from './json.ts';

/** A tool that the request offers. */
export interface OfferedTool {
  readonly name: string;
  /** JSON Schema of its arguments; `{}` where the request gave none. */
  readonly schema: JsonObject;
}

/** Which tool the request wants called. */
export type WantedTool = 'auto' | 'none' | 'required' | { readonly name: string };

/** What any vendor's generation request comes down to. */
export interface Prompt {
  readonly model: string;
  readonly system: string;
  /** Text of the last message that a user wrote (not of tool results). */
  readonly lastUser: string;
  /** All text of the conversation, one message a line group, system first. */
  readonly everything: string;
  readonly messageCount: number;
  /** Images, files and audio in the request. */
  readonly attachmentCount: number;
  /** Whether the last turn is the result of a tool. */
  readonly afterTool: boolean;
  /** Text of the last tool result, where there is one. */
  readonly toolResult: string;
  /** The JSON Schema that the answer must satisfy. */
  readonly schema: JsonObject | undefined;
  /** JSON without a schema was asked. */
  readonly jsonOnly: boolean;
  readonly tools: readonly OfferedTool[];
  readonly wantedTool: WantedTool;
  readonly maxTokens: number | undefined;
  readonly stop: readonly string[];
  /** How many choices were asked. */
  readonly choices: number;
  readonly stream: boolean;
}

/** One message as the three wires share it. */
export interface Turn {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly text: string;
  readonly attachments: number;
}

/** The parts of a prompt that follow from its turns. */
export function fromTurns(
  turns: readonly Turn[],
): Pick<
  Prompt,
  'system' | 'lastUser' | 'everything' | 'messageCount' | 'attachmentCount' | 'afterTool' | 'toolResult'
> {
  const said = turns.filter((turn) => turn.text !== '');
  const last = turns.at(-1);
  return {
    system: said
      .filter((turn) => turn.role === 'system')
      .map((turn) => turn.text)
      .join('\n'),
    lastUser: said.findLast((turn) => turn.role === 'user')?.text ?? '',
    everything: said.map((turn) => turn.text).join('\n'),
    messageCount: turns.length,
    attachmentCount: turns.reduce((sum, turn) => sum + turn.attachments, 0),
    afterTool: last?.role === 'tool',
    toolResult: turns.findLast((turn) => turn.role === 'tool')?.text ?? '',
  };
}
