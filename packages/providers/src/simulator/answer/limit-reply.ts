import type { TokenCounter } from '../tokens/count-tokens.ts';
import { splitPieces } from '../tokens/split-pieces.ts';
import type { Prompt } from '../wire/prompt.ts';
import type { Reply } from '../wire/reply.ts';

/** A reply cut at the first stop sequence and at the request's token limit, as the vendors cut theirs. */
export function limitReply(reply: Reply, prompt: Prompt, countTokens: TokenCounter): Reply {
  if (reply.text === '') return reply;
  return atMost(stopped(reply, prompt.stop), prompt.maxTokens, countTokens);
}

/** A reply cut short at a share of its text, as if the token limit had ended it. */
export function truncatedReply(reply: Reply, share: number): Reply {
  const pieces = splitPieces(reply.text);
  return { ...reply, text: pieces.slice(0, Math.floor(pieces.length * share)).join(''), calls: [], finish: 'length' };
}

function stopped(reply: Reply, stop: readonly string[]): Reply {
  const ends = stop
    .map((sequence) => ({ sequence, at: sequence === '' ? -1 : reply.text.indexOf(sequence) }))
    .filter(({ at }) => at >= 0)
    .sort((left, right) => left.at - right.at);
  const first = ends[0];
  if (first === undefined) return reply;
  return { ...reply, text: reply.text.slice(0, first.at), finish: 'stop_sequence', stopSequence: first.sequence };
}

function atMost(reply: Reply, maxTokens: number | undefined, countTokens: TokenCounter): Reply {
  if (maxTokens === undefined || reply.text.length <= maxTokens || countTokens(reply.text) <= maxTokens) return reply;
  const pieces = splitPieces(reply.text);
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (countTokens(pieces.slice(0, middle).join('')) <= maxTokens) low = middle;
    else high = middle - 1;
  }
  return { ...reply, text: pieces.slice(0, low).join(''), finish: 'length', stopSequence: undefined };
}
