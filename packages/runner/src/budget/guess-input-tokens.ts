import type { Message, ModelRequest, Part } from '@sluice/core';

/**
 * A cautious guess without a tokenizer: 3 characters a token where text is ASCII, 1.5 tokens a character elsewhere.
 * English text takes 4 to 5 characters a token, so this is high; media are counted at 2,000 tokens each.
 */
export function guessInputTokens(request: ModelRequest): number {
  let tokens = 16;
  for (const message of request.messages) tokens += messageTokens(message);
  if (request.output !== undefined) tokens += textTokens(JSON.stringify(request.output.schema)) + 16;
  if (request.tools !== undefined) tokens += textTokens(JSON.stringify(request.tools)) + 16;
  return Math.ceil(tokens);
}

const mediaTokens = 2000;
const perMessage = 8;

function messageTokens(message: Message): number {
  return message.content.reduce((sum, part) => sum + partTokens(part), perMessage);
}

function partTokens(part: Part): number {
  if (part.type === 'text') return textTokens(part.text);
  if (part.type === 'image' || part.type === 'file') return mediaTokens;
  return textTokens(JSON.stringify(part));
}

function textTokens(text: string): number {
  let beyond = 0;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) beyond += 1;
  return (text.length - beyond) / 3 + beyond * 1.5;
}
