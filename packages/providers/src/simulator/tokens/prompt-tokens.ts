import type { Prompt } from '../wire/prompt.ts';
import type { TokenCounter } from './count-tokens.ts';

/** What each message costs beside its text, and what primes the answer: OpenAI's published figures for chat. */
const perMessage = 3;
const perAnswer = 3;
/** A picture at low detail; other attachments are counted alike. */
const perAttachment = 85;

/** Tokens of a whole prompt: its text, its messages' framing, its tools and its schema. */
export function promptTokens(prompt: Prompt, countTokens: TokenCounter): number {
  const tools = prompt.tools.reduce((sum, tool) => sum + countTokens(JSON.stringify(tool)), 0);
  const schema = prompt.schema === undefined ? 0 : countTokens(JSON.stringify(prompt.schema));
  const framing = prompt.messageCount * perMessage + perAnswer + prompt.attachmentCount * perAttachment;
  return countTokens(prompt.everything) + tools + schema + framing;
}
