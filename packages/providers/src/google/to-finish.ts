import type { FinishReason } from '@sluice/core';

/** Our word for Gemini's, which is STOP also when a tool is called, and a number where enums are sent as numbers. */
export function toFinish(reason: string | number | undefined, callsTools: boolean): FinishReason {
  const word = typeof reason === 'number' ? numbered[reason] : reason;
  if (word === 'STOP') return callsTools ? 'tool_calls' : 'stop';
  if (word === 'MAX_TOKENS') return 'length';
  return word !== undefined && filtered.includes(word) ? 'content_filter' : 'other';
}

// Numbers of the v1beta proto. Vertex numbers those above 5 otherwise, but sends words unless it is asked for numbers.
const numbered: Readonly<Record<number, string>> = {
  1: 'STOP',
  2: 'MAX_TOKENS',
  3: 'SAFETY',
  4: 'RECITATION',
  5: 'OTHER',
  6: 'LANGUAGE',
  7: 'BLOCKLIST',
  8: 'PROHIBITED_CONTENT',
  9: 'SPII',
  10: 'MALFORMED_FUNCTION_CALL',
  11: 'IMAGE_SAFETY',
  12: 'UNEXPECTED_TOOL_CALL',
  13: 'TOO_MANY_TOOL_CALLS',
  14: 'IMAGE_PROHIBITED_CONTENT',
  15: 'IMAGE_OTHER',
  16: 'NO_IMAGE',
  17: 'IMAGE_RECITATION',
};

const filtered: readonly string[] = [
  'SAFETY',
  'RECITATION',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
  'MODEL_ARMOR',
];
