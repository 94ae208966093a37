import type { FinishReason } from '@sluice/core';

const words: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_length: 'length',
  model_length: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  tool_use: 'tool_calls',
  content_filter: 'content_filter',
  sensitive: 'content_filter',
  safety: 'content_filter',
  refusal: 'refusal',
};

/** Our word for the vendor's. A forced tool is called under `stop`; a refusal says so in a field of its own. */
export function chatFinish(word: string | undefined, said: { calls: boolean; refused: boolean }): FinishReason {
  // A whole body without the word (Snowflake) has answered nevertheless; a stream without it is not complete.
  const finish = word === undefined ? 'stop' : (words[word.toLowerCase()] ?? 'other');
  if (finish === 'stop' && said.calls) return 'tool_calls';
  if (finish === 'stop' && said.refused) return 'refusal';
  return finish === 'tool_calls' && !said.calls ? 'stop' : finish;
}
