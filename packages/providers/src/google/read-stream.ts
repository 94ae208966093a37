import type { JsonObject } from '@sluice/core';
import { type GeminiAnswer, toAnswer } from './wire.ts';

/** The answer that a stream has told so far. */
export interface StreamReader {
  /** Takes one chunk; gives back the visible text it adds. */
  read(chunk: JsonObject): string;
  answer(): GeminiAnswer;
}

/** Puts an answer together from chunks. Usage comes with every chunk; the last one counts. */
export function streamReader(): StreamReader {
  const parts: JsonObject[] = [];
  let answer: GeminiAnswer = { parts };
  let queries = 0;
  return {
    read(chunk) {
      const said = toAnswer(chunk);
      queries += said.groundingQueries ?? 0;
      answer = { ...answer, ...said, ...(queries === 0 ? {} : { groundingQueries: queries }), parts };
      for (const part of said.parts) addPart(parts, part);
      return said.parts
        .map((part) => (part.thought !== true && typeof part.text === 'string' ? part.text : ''))
        .join('');
    },
    answer: () => answer,
  };
}

/** Pieces of one text are one part; a signed part stays as it came. */
function addPart(parts: JsonObject[], part: JsonObject): void {
  const last = parts.at(-1);
  if (last !== undefined && isPlainText(last) && isPlainText(part) && last.thought === part.thought) {
    parts[parts.length - 1] = { ...last, text: `${String(last.text)}${String(part.text)}` };
  } else {
    parts.push(part);
  }
}

function isPlainText(part: JsonObject): boolean {
  return typeof part.text === 'string' && part.thoughtSignature === undefined;
}
